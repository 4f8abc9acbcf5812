use crate::doc::{Factuality, Filler, MentionKind, Polarity, Role, RoleFiller};
use crate::graph::sample::{Sketch, graph_of, ontology, resolve, sample};
use crate::graph::{AssembleOptions, KnowledgeGraph, ParticipantFiller, Status, assemble};

/// `source relation target`, with `not` and the status, sorted.
fn edges(graph: &KnowledgeGraph) -> Vec<String> {
    let label = |id| graph.entity(id).unwrap().label_en.clone();
    let mut edges: Vec<String> = graph
        .relations()
        .map(|edge| {
            let not = if edge.polarity == Polarity::Negative { "not " } else { "" };
            let [source, target] = [label(&edge.source), label(&edge.target)];
            format!("{source} {not}{} {target} ({}, {})", edge.relation.code, edge.status.name(), edge.weight())
        })
        .collect();
    edges.sort();
    edges
}

#[test]
fn an_event_with_patient_and_destination_gives_all_its_edges_and_one_event() {
    let graph = graph_of(sample());
    assert_eq!(
        edges(&graph),
        [
            "300 soldats#first deployed_in Fogport (reported, 1)",
            "Ada Lund thanks Jonas Weil (fact, 2)",
            "Norland deploys 300 soldats#first (reported, 1)",
            "Norland deploys Fogport (reported, 1)",
            "Sudland not attacks Fogport (fact, 1)",
        ]
    );
    let event = graph.events().next().unwrap();
    assert_eq!(graph.events().count(), 1);
    assert_eq!(event.participants.len(), 4, "agent, patient, destination and the number");
    let tied = graph.relations().filter(|edge| edge.attestations[0].event.as_ref() == Some(&event.id));
    assert_eq!(tied.count(), 3);
}

#[test]
fn claims_know_speaker_content_and_what_they_are_about() {
    let graph = graph_of(sample());
    let claim = graph.claims().next().unwrap();
    assert_eq!(graph.entity(claim.speaker.as_ref().unwrap()).unwrap().label_en, "Ada Lund");
    assert_eq!(claim.content.text, "Le Norland a envoyé 300 soldats à Port-Brume");
    assert_eq!((claim.content.start, claim.content.span.start), (2, 5), "code points and bytes");
    assert_eq!((claim.about.len(), claim.relations.len(), claim.events.len()), (3, 3, 1));
    let speech = graph.graph().edges(graph.index(claim.speaker.as_ref().unwrap()).unwrap());
    assert!(
        speech.into_iter().any(|edge| matches!(edge.weight(), crate::graph::Edge::Speech(act) if act.code == "states"))
    );
}

#[test]
fn the_graph_is_a_function_of_the_set_of_documents() {
    let forward = graph_of(sample());
    let mut sketches = sample();
    sketches.reverse();
    assert!(forward == graph_of(sketches));
    assert!(forward != graph_of(sample().into_iter().take(1).collect()));
}

#[test]
fn nominal_mentions_are_nodes_only_where_they_take_part() {
    let mut sketch = Sketch::new("d", "Ada Lund dort. Six officiers aussi. Il pleut.");
    sketch.name("Ada Lund", "Person", "Ada Lund");
    sketch.mention("Six officiers", MentionKind::Nominal, "Group", "six officiers");
    sketch.mention("Il", MentionKind::Pronoun, "Entity", "il");
    let graph = graph_of(vec![sketch]);
    assert_eq!(graph.entities().map(|entity| entity.label_en.as_str()).collect::<Vec<_>>(), ["Ada Lund"]);
}

#[test]
fn bodies_and_what_comes_up_again_are_nodes_without_a_name() {
    let mut sketch = Sketch::new("d", "La police fouille une ville et une colline. La ville dort.");
    let police = sketch.mention("police", MentionKind::Nominal, "GovernmentBody", "police");
    let town = sketch.mention("ville", MentionKind::Nominal, "Settlement", "town");
    let hill = sketch.mention("colline", MentionKind::Nominal, "Place", "hill");
    sketch.mention("La ville", MentionKind::Nominal, "Settlement", "town");
    let roles = [(Role::Agent, police), (Role::Patient, town), (Role::Patient, hill)];
    sketch.frame("fouiller", "fouille", "La police fouille une ville", &roles);
    let graph = graph_of(vec![sketch]);
    let mut found: Vec<&str> = graph.entities().map(|entity| entity.label_en.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, ["police", "town"]);
}

#[test]
fn a_named_filler_wins_over_an_earlier_role() {
    let mut sketch = Sketch::new("d", "Le Norland prend une ville à Sudland");
    let norland = sketch.name("Norland", "Country", "Norland");
    let town = sketch.mention("ville", MentionKind::Nominal, "Settlement", "ville");
    let sudland = sketch.name("Sudland", "Country", "Sudland");
    let roles = [(Role::Agent, norland), (Role::Patient, town), (Role::Source, sudland)];
    sketch.frame("seizes", "prend", "Le Norland prend une ville à Sudland", &roles);
    assert_eq!(edges(&graph_of(vec![sketch])), ["Norland seizes Sudland (fact, 1)"]);
}

#[test]
fn symmetric_relations_meet_in_one_edge() {
    let mut sketch = Sketch::new("d", "Ada rencontre Jonas. Jonas rencontre Ada. Ada et Jonas se rencontrent.");
    let ada = sketch.name("Ada", "Person", "Ada");
    let jonas = sketch.name("Jonas", "Person", "Jonas");
    sketch.frame("meets", "rencontre", "Ada rencontre Jonas", &[(Role::Agent, ada), (Role::Counterpart, jonas)]);
    sketch.frame("meets", "rencontre", "Jonas rencontre Ada", &[(Role::Agent, jonas), (Role::Counterpart, ada)]);
    sketch.frame("meets", "se rencontrent", "Ada et Jonas se rencontrent", &[(Role::Agent, jonas), (Role::Agent, ada)]);
    assert_eq!(edges(&graph_of(vec![sketch])), ["Ada meets Jonas (fact, 3)"]);
}

#[test]
fn relations_that_differ_in_polarity_or_status_stay_apart() {
    let mut sketch = Sketch::new("d", "Ada aide Jonas. Ada aidera Jonas. Ada n'aide pas Jonas. Ada embrasse Jonas.");
    let ada = sketch.name("Ada", "Person", "Ada");
    let jonas = sketch.name("Jonas", "Person", "Jonas");
    let roles = [(Role::Agent, ada), (Role::Patient, jonas)];
    sketch.frame("helps", "aide", "Ada aide Jonas", &roles);
    sketch.frame("helps", "aidera", "Ada aidera Jonas", &roles).factuality = Factuality::Future;
    sketch.frame("helps", "n'aide", "Ada n'aide pas Jonas", &roles).polarity = Polarity::Negative;
    sketch.frame("embrasser", "embrasse", "Ada embrasse Jonas", &roles).confident = false;
    let graph = graph_of(vec![sketch]);
    assert_eq!(
        edges(&graph),
        [
            "Ada helps Jonas (fact, 1)",
            "Ada helps Jonas (planned, 1)",
            "Ada not helps Jonas (fact, 1)",
            "Ada other:embrasser Jonas (fact, 1)",
        ]
    );
}

#[test]
fn doubtful_readings_can_be_left_out() {
    let mut sketch = Sketch::new("d", "Ada aide Jonas.");
    let ada = sketch.name("Ada", "Person", "Ada");
    let jonas = sketch.name("Jonas", "Person", "Jonas");
    let roles = [(Role::Agent, ada), (Role::Patient, jonas)];
    sketch.frame("helps", "aide", "Ada aide Jonas", &roles).confident = false;
    let fragments = [sketch.fragment];
    let options = AssembleOptions { doubtful: false };
    let graph = assemble(&fragments, &resolve(&fragments), &ontology(), options).unwrap();
    assert_eq!((graph.relations().count(), graph.entities().count()), (0, 2));
}

#[test]
fn frames_without_a_second_entity_are_events_and_may_nest() {
    let mut sketch = Sketch::new("d", "Ada veut que Jonas dorme.");
    let ada = sketch.name("Ada", "Person", "Ada");
    let jonas = sketch.name("Jonas", "Person", "Jonas");
    let outer = sketch.frame("wants", "veut", "Ada veut que Jonas dorme", &[(Role::Agent, ada)]);
    outer.roles.push(RoleFiller { role: Role::Claim, filler: Filler::Frame(1) });
    sketch.frame("dormir", "dorme", "Jonas dorme", &[(Role::Agent, jonas)]);
    let graph = graph_of(vec![sketch]);
    assert_eq!((graph.relations().count(), graph.events().count()), (0, 2));
    let wants = graph.events().find(|event| event.relation.code == "wants").unwrap();
    let inner = wants.participants.iter().find(|participant| participant.role == Role::Claim).unwrap();
    let ParticipantFiller::Node(id) = &inner.filler else { panic!("{inner:?}") };
    assert_eq!(graph.node(id).unwrap().as_event().unwrap().relation.code, "other:dormir");
}

#[test]
fn indices_out_of_range_are_harmless() {
    let mut sketches = sample();
    let fragment = &mut sketches[0].fragment;
    fragment.frames[0].claim = Some(99);
    for filler in [Filler::Mention(99), Filler::Frame(99), Filler::Claim(99), Filler::Quantity(99)] {
        fragment.frames[0].roles.push(RoleFiller { role: Role::Topic, filler });
    }
    fragment.mentions[0].entity = Some(99);
    fragment.claims[0].speaker = 99;
    fragment.claims[0].about = vec![99];
    fragment.entities[0].mentions.push(99);
    assert!(graph_of(sketches).claims().all(|claim| claim.speaker.is_none()));
}

#[test]
fn two_documents_of_one_name_are_refused() {
    let twice = [Sketch::new("d", "Ada.").fragment, Sketch::new("d", "Jonas.").fragment];
    let error = assemble(&twice, &resolve(&twice), &ontology(), AssembleOptions::default()).unwrap_err();
    assert_eq!(error.target, "d");
}

#[test]
fn factuality_has_four_classes() {
    assert_eq!(Status::of(Factuality::Confirmed, false), Status::Fact);
    assert_eq!(Status::of(Factuality::Confirmed, true), Status::Reported);
    assert_eq!(Status::of(Factuality::Alleged, false), Status::Reported);
    assert_eq!(Status::of(Factuality::Future, true), Status::Planned);
    assert_eq!(Status::of(Factuality::Question, false), Status::Possible);
}
