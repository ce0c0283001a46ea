// panoh release ledger accept: after a database was brought back from an older backup.

#include <fmt/core.h>

#include "app/command.h"
#include "app/release_commands.h"
#include "app/release_needs.h"
#include "release/lineages.h"

namespace panoh::app {

int ledger_accept_command(const Common& common, const ReleaseWords& words)
{
    privacy::Epsilon spent;
    if (!words.epsilon.empty()) {
        const auto said = privacy::parse_epsilon(words.epsilon);
        if (!said) return refuse(said.error());
        spent = *said;
    }
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    release::LedgerMarks marks(in_data((*node)->config(), release::ledger_marks_file));
    const auto accepted = release::accept_ledger(release_needs(**node, marks), words.lineage, spent);
    if (!accepted) return refuse(accepted.error());
    fmt::print("{}: what was forgotten is debited again in {} of its ledgers\n", words.lineage, *accepted);
    return 0;
}

} // namespace panoh::app
