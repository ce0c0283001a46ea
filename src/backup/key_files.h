#pragma once

// The files beside the database without which nobody can sign in: their own backup, for another medium in
// other hands.

#include <string>
#include <vector>

#include "backup/manifest.h"

namespace panoh::backup {

struct KeyFile {
    std::string name = {};
    core::Bytes content = {};
};
/// The files of the data folder that have a backup of their own.
[[nodiscard]] std::vector<std::string> key_file_names();
/// Those that are there, node.secret from its own place; "access/node_secret" on field files.data without it.
[[nodiscard]] core::Result<std::vector<KeyFile>> key_files_of(const std::string& folder,
                                                              const std::string& node_secret);

/// What seals this node's backups, from its node secret.
[[nodiscard]] crypto::Key seal_key(const KeyFile& node_secret);

/// Into a stream, after its manifest, and out of one.
void write_key_files(StreamWriter& stream, const std::vector<KeyFile>& files);
[[nodiscard]] core::Result<std::vector<KeyFile>> read_key_files(StreamReader& stream);

/// Puts them into the data folder, for their owner alone, where none of that name is: "restore/not_empty".
[[nodiscard]] core::Done put_key_files(const std::string& folder, const std::vector<KeyFile>& files);
/// One file from elsewhere as node.secret; "restore/node_secret_unreadable" on field node-secret.
[[nodiscard]] core::Result<KeyFile> node_secret_file(const std::string& path);

} // namespace panoh::backup
