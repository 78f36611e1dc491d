// Which shot of the plan a line of the script belongs to.
const HEADING = /^\s*(?:(?:INT|EXT|EST)\.?(?:\/(?:INT|EXT)\.?)?|I\/E\.?|E\/I\.?)\s+\S/;

/**
 * The shot of a plan at a line, the first of its scene where the scene has no `shot` above the line, or undefined.
 * Scenes are found by their headings, so that scenes taken from other files do not shift them.
 */
function shotAt(plan, lines, line) {
  const seen = new Map();
  let heading;
  let nth = 0;
  let shots = -1;
  for (let i = 0; i <= line && i < lines.length; i++) {
    if (HEADING.test(lines[i])) {
      heading = lines[i].replace(/\s*(#[^#]*#\s*)?(\/\/.*)?$/, '').trim();
      nth = seen.get(heading) || 0;
      seen.set(heading, nth + 1);
      shots = -1;
    } else if (heading && /^\s+shot(?=[\s,]|$)/.test(lines[i])) {
      shots++;
    }
  }
  const same = plan.scenes.filter(scene => scene.heading === heading);
  const scene = same[nth] || plan.scenes[0];
  const own = scene && plan.shots.filter(shot => shot.scene === scene.number);
  return own && (own[Math.max(shots, 0)] || own[own.length - 1]);
}

module.exports = { shotAt };
