//! The plan as a graph in Graphviz DOT.

use super::Plan;

pub fn dot(plan: &Plan) -> String {
    let mut out = String::from("digraph plan {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\", fontsize=10];\n");
    for task in &plan.tasks {
        let label = match &task.shot {
            Some(shot) => format!("{} {shot}", task.kind),
            None => task.kind.to_string(),
        };
        out.push_str(&format!("  \"{}\" [label=\"{}\\n{}\"];\n", task.key, label.replace(['"', '\\'], ""), &task.key[..8]));
    }
    for task in &plan.tasks {
        for input in &task.inputs {
            out.push_str(&format!("  \"{input}\" -> \"{}\";\n", task.key));
        }
    }
    out.push_str("}\n");
    out
}
