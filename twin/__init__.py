"""Switchyard: an event-sourced digital twin of a hybrid mining and AI site."""
