/** Whether somebody has touched this page since it was last told to the sovereign. */
let isTouched = false;

function touch(): void {
  isTouched = true;
}

/** Takes note of touches from here on; what it gives ends that. */
export function noteTouches(): () => void {
  addEventListener('pointerdown', touch);
  addEventListener('keydown', touch);
  return () => {
    removeEventListener('pointerdown', touch);
    removeEventListener('keydown', touch);
  };
}

/** Says whether there was one, once. */
export function takeTouch(): boolean {
  const was = isTouched;
  isTouched = false;
  return was;
}

export function wasTouched(): boolean {
  return isTouched;
}
