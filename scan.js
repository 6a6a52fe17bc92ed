// Reads a QR code by the camera, where the browser can; the widget adds this script to the page when somebody asks.
const detector = new BarcodeDetector({ formats: ["qr_code"] });

async function scan() {
  const dialog = document.body.appendChild(document.createElement("dialog"));
  dialog.className = "scan";
  const video = dialog.appendChild(document.createElement("video"));
  video.playsInline = true;
  video.muted = true;
  const close = dialog.appendChild(document.createElement("button"));
  close.className = "button";
  close.textContent = "✕";
  close.setAttribute("aria-label", document.querySelector("[data-camera]")?.dataset.camera ?? "");
  close.onclick = () => dialog.close();
  dialog.showModal();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    await video.play();
    // Whoever walks away leaves no camera on.
    const end = performance.now() + 60_000;
    while (dialog.open && performance.now() < end) {
      const [code] = await detector.detect(video);
      if (code) {
        dispatchEvent(new CustomEvent("common-purse-scanned", { detail: code.rawValue }));
        break;
      }
      await new Promise(requestAnimationFrame);
    }
  } catch {
    // No camera, or not allowed: the field takes the code.
  }
  stream?.getTracks().forEach((track) => track.stop());
  dialog.remove();
}

addEventListener("common-purse-scan", scan);
scan();
