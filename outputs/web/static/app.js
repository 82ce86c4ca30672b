// Says that scripts run, so that the style sheet may make room for the viewer.
document.documentElement.classList.add("js");
