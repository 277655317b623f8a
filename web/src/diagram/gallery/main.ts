// The diagrams of example sites by themselves, to look at: `npm run dev`, then `/diagrams.html?site=large&state=trip`.
// Also `view=cooling` or `floor`, `theme=dark`, `sel=T2`, `move=1`, `w=` and `h=`. It is not part of the page that is shipped.

import '../../style/tokens.css';
import { mount } from 'svelte';
import Gallery from './Gallery.svelte';

const asked = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light';
Object.assign(document.body.style, { margin: '0', width: `${asked.get('w') ?? 1150}px`, height: `${asked.get('h') ?? 486}px` });
mount(Gallery, { target: document.body, props: { asked } });
