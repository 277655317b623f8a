"""The API of Switchyard: what a browser is promised, over REST and a websocket (PROTOCOL.md)."""
