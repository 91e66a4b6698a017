import { render } from 'preact';
import './fonts.css';
import '../styles/theme.css';
import '../styles/layout.css';
import '../styles/parts.css';
import { App } from '../ui/App';

render(<App />, document.getElementById('app')!);
