// Copies what a button says it copies: a citation with its address.
document.querySelectorAll("[data-copies]").forEach((button) => {
  if (!navigator.clipboard) return; // browsers have it only at this machine and over https
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).innerText);
    const said = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = said; }, 1500);
  });
});
