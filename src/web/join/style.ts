/** The page's style sheet, inside the page: one request is all it takes on a slow line. */
export const STYLE = `
* { box-sizing: border-box; margin: 0; padding: 0; }
body {
  max-width: 60rem; margin: 0 auto; padding: 1.25rem; background: #fff; color: #14202e;
  font: 1.25rem/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word;
}
header { padding-bottom: 1rem; border-bottom: 4px solid #0b4f8a; }
nav a {
  display: inline-flex; align-items: center; min-height: 2.75rem; margin: .5rem 1rem 0 0; color: #0b4f8a;
  font-weight: 700; text-transform: capitalize;
}
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { font-size: 1.5rem; line-height: 1.2; color: #0b4f8a; margin-bottom: .5rem; }
section { padding: 1rem 0 1.5rem; border-bottom: 1px solid #b9c4d2; }
dl { margin: 1.1rem 0; padding: 1rem; border-radius: .75rem; background: #eaf2fb; }
dd { font-weight: 700; overflow-wrap: anywhere; }
dd:not(:last-child) { margin-bottom: .6rem; }
.word { font-size: 1.8rem; line-height: 1.2; }
.word + dt + .number { font-size: 1.6rem; line-height: 1.2; }
.number { white-space: nowrap; }
.button {
  display: flex; align-items: center; justify-content: center; min-height: 3.5rem; margin-top: .75rem;
  padding: .7rem 1rem; border-radius: .75rem; background: #0b4f8a; color: #fff; font-weight: 700;
  text-align: center; text-decoration: none; overflow-wrap: anywhere;
}
.button + .button { background: #0b6149; }
.button:focus-visible { outline: 4px solid #f2a900; outline-offset: 3px; }
ul { margin: 1.1rem 0 0 1.3rem; }
li { margin-top: .35rem; }
figure { padding: 1.5rem 0; text-align: center; }
.qr svg { display: block; width: 15rem; max-width: 100%; margin: 0 auto .5rem; }
.notice h2 { margin-bottom: .75rem; }
@media (min-width: 48rem) {
  nav { display: none; }
  .sides { display: flex; gap: 2.5rem; }
  section { flex: 1 1 0; min-width: 0; }
}
@page { size: letter; margin: 12mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 12pt; line-height: 1.3; }
  nav, .buttons { display: none; }
  header { text-align: center; padding-bottom: 3mm; }
  h1 { font-size: 24pt; }
  header p { font-size: 15pt; }
  h2 { font-size: 18pt; }
  .sides { display: flex; gap: 8mm; }
  section { flex: 1 1 0; min-width: 0; padding: 5mm 0 0; border: 0; }
  dl { margin: 3mm 0; padding: 3mm 4mm; border: 2pt solid #0b4f8a; }
  dd:not(:last-child) { margin-bottom: 2mm; }
  .word, .word + dt + .number { font-size: 21pt; }
  ul { margin: 3mm 0 0 5mm; }
  li { margin-top: 1mm; font-size: 11pt; }
  figure { padding: 3mm 0 0; break-inside: avoid; }
  .qr svg { width: 58mm; margin-bottom: 0; }
  figcaption p { display: inline-block; margin: 0 4mm; }
}
`;
