/** jsdom ships no types; tests use it as a browser would be used. */
declare module 'jsdom';
