/** Behind this, on its command line, the preload script gets the reader's locale. */
export const localeArgument = "--reader-locale=";
