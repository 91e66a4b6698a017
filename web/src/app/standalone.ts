/** Whether this is the page as one file, which has its incidents with it and no server behind it. Known when the page is built. */
export const standalone: boolean = import.meta.env.MODE === 'single';
