import './style/tokens.css';
import './style/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { choices } from './store/prefs.svelte';

choices.start();
mount(App, { target: document.body });
