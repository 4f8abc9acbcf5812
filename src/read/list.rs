//! Paths as typed → the inputs that they stand for.

use super::Input;
use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The inputs behind `paths`, sorted by path, and what could not be listed.
///
/// A file counts whatever its name; a folder stands for the `.txt` files in it and in its folders, hidden ones aside;
/// `-` is standard input. Links to folders are not followed inside a folder, so a loop cannot arise. A file that is
/// reached in two ways counts once.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Error>) {
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut errors = Vec::new();
    let mut stdin = false;
    for path in paths {
        if path.as_os_str() == "-" {
            stdin = true;
        } else if path.is_dir() {
            let before = files.len();
            walk(path, &mut files, &mut errors);
            if files.len() == before && !files.values().any(|file| file.starts_with(path)) {
                errors.push(Error::input(display(path), None, "no .txt file in this folder"));
            }
        } else {
            match fs::metadata(path) {
                Ok(_) => drop(files.insert(display(path), path.clone())),
                Err(error) => errors.push(Error::io(display(path), error)),
            }
        }
    }
    let files = once_each(files);
    let shown: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let ids = unique_ids(&shown);
    let mut inputs: Vec<Input> = files
        .iter()
        .zip(ids)
        .map(|((path, file), id)| Input { id, path: path.clone(), file: Some(file.clone()) })
        .collect();
    if stdin {
        inputs.insert(0, Input::stdin());
        // A file of that name needs another id; its path has a folder or an extension to tell it apart by.
        for input in inputs.iter_mut().skip(1).filter(|input| input.id == "stdin") {
            input.id.clone_from(&input.path);
        }
    }
    (inputs, errors)
}

fn walk(root: &Path, files: &mut BTreeMap<String, PathBuf>, errors: &mut Vec<Error>) {
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                errors.push(Error::io(display(&folder), error));
                continue;
            }
        };
        for entry in entries {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            match is_folder(&entry) {
                Ok(true) => folders.push(path),
                Ok(false) if is_text_file(&path) => drop(files.insert(display(&path), path)),
                Ok(false) => {}
                Err(error) => errors.push(error),
            }
        }
    }
}

fn is_folder(entry: &fs::DirEntry) -> Result<bool> {
    entry.file_type().map(|kind| kind.is_dir()).map_err(|error| Error::io(display(&entry.path()), error))
}

fn is_text_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt")) && !path.is_dir()
}

/// Drops all but the first path to each file. Files that cannot be resolved stay: loading them says why.
fn once_each(files: BTreeMap<String, PathBuf>) -> Vec<(String, PathBuf)> {
    let mut seen = std::collections::BTreeSet::new();
    files.into_iter().filter(|(_, file)| fs::canonicalize(file).map_or(true, |real| seen.insert(real))).collect()
}

fn display(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// File names without extension where those differ; where they clash, as many folders before them as it takes, and the
/// whole path where nothing else helps. Depends on the set of paths only, not on their order.
fn unique_ids(paths: &[&str]) -> Vec<String> {
    let mut clashing: Vec<usize> = (0..paths.len()).collect();
    let mut ids: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    for folders in 0.. {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &index in &clashing {
            by_name.entry(tail(paths[index], folders)).or_default().push(index);
        }
        let longest = clashing.iter().all(|&index| tail(paths[index], folders) == without_extension(paths[index]));
        clashing.clear();
        for (name, members) in by_name {
            match members.as_slice() {
                [only] => ids[*only] = name.to_owned(),
                _ => clashing.extend(members),
            }
        }
        if clashing.is_empty() || longest {
            break;
        }
    }
    ids
}

/// The last part of a path with `folders` folders before it, without its extension.
fn tail(path: &str, folders: usize) -> &str {
    let name = without_extension(path);
    let start = name.rmatch_indices('/').nth(folders).map_or(0, |(slash, _)| slash + 1);
    &name[start..]
}

fn without_extension(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) if dot > 0 => &path[..name + dot],
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_until_they_clash() {
        assert_eq!(unique_ids(&["n/a.txt", "n/b.txt"]), ["a", "b"]);
        assert_eq!(unique_ids(&["n/le/a.txt", "n/la/a.txt", "n/la/b.txt"]), ["le/a", "la/a", "b"]);
        assert_eq!(unique_ids(&["a.txt", "x/a.txt", "y/x/a.txt"]), ["a", "x/a", "y/x/a"]);
        assert_eq!(unique_ids(&["a.txt", "a.TXT", ".txt"]), ["a.txt", "a.TXT", ".txt"]);
    }

    #[test]
    fn folders_are_walked_in_order_and_files_count_once() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.txt", "sub/a.TXT", "sub/.hidden.txt", "notes.md"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "text").expect("a file");
        }
        let paths = [folder.path().join("b.txt"), folder.path().to_path_buf(), folder.path().join("notes.md")];
        let (listed, errors) = inputs(&paths);
        let ids: Vec<&str> = listed.iter().map(|input| input.id.as_str()).collect();
        assert_eq!(ids, ["b", "notes", "a"]);
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn what_is_not_there_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let (listed, errors) = inputs(&[folder.path().to_path_buf(), folder.path().join("gone.txt")]);
        assert!(listed.is_empty());
        assert_eq!(errors.len(), 2);
        assert!(errors[0].to_string().ends_with("no .txt file in this folder"));
        assert!(errors[1].to_string().contains("gone.txt: "));
    }
}
