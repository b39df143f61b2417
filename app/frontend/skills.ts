// Skills as they are written in one field: "billing, french".

function skillsIn(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter(Boolean);
}

export function hasSkill(text: string, skill: string): boolean {
  return skillsIn(text).includes(skill);
}

export function toggleSkill(text: string, skill: string): string {
  const skills = skillsIn(text);
  return (skills.includes(skill) ? skills.filter((each) => each !== skill) : [...skills, skill]).join(", ");
}
