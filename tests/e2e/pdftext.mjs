// Print what pdf.js reads in a PDF: the label of each page, and its text as a person would copy it.
import {pathToFileURL} from "node:url";

const {getDocument} = await import(pathToFileURL(process.argv[2]));
const pdf = await getDocument({url: process.argv[3], verbosity: 0}).promise;
const labels = await pdf.getPageLabels();
const pages = [];
for (let number = 1; number <= pdf.numPages; number++) {
  const {items} = await (await pdf.getPage(number)).getTextContent();
  const text = items.map(({str, hasEOL}) => str + (hasEOL ? "\n" : "")).join("");
  pages.push({label: labels[number - 1], text});
}
console.log(JSON.stringify(pages));
