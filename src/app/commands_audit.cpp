// panoh audit: verify, key, export.

#include <filesystem>
#include <fstream>
#include <limits>

#include <fmt/core.h>

#include "app/audit_export.h"
#include "app/checkpoints.h"
#include "app/command.h"
#include "app/demo.h"
#include "app/whole_file.h"
#include "core/bytes.h"

namespace panoh::app {
namespace {

core::Error wrong(const char* code, const char* field)
{
    return {.kind = core::ErrorKind::invalid, .code = code, .field = field};
}

/// The key in words, or that of this node; nothing where there is none yet.
core::Result<std::optional<crypto::SignPublicKey>> key_of(const Config& config, const std::string& text)
{
    std::optional<crypto::SignPublicKey> none;
    if (text.empty()) {
        PANOH_TRY(const auto secret, access::place_of_node_secret(config.data));
        if (!std::filesystem::exists(secret)) return none;
        PANOH_TRY(const auto read, access::NodeSecret::load_or_make(secret));
        return std::optional(read.checkpoint_keys()->public_key);
    }
    crypto::SignPublicKey key;
    const auto bytes = crypto::from_base64url(text);
    if (!bytes || bytes->size() != key.bytes.size()) return core::fail(wrong("audit/key_unreadable", "key"));
    std::ranges::copy(*bytes, key.bytes.begin());
    return std::optional(key);
}

int alarm(audit::Alarm reason, std::int64_t rows)
{
    fmt::print(stderr, "panoh: audit/checkpoint_differs at row {}: {}\n", rows, core::to_text(reason));
    return 1;
}

/// What is proved, and what is not: in that order, so that the last words are the head.
int say(const audit::Proof& proof, bool keyed)
{
    if (proof.verdict.broken_at) {
        fmt::print(stderr, "panoh: audit/broken at row {}: {}\n", *proof.verdict.broken_at,
                   proof.verdict.reason);
        return 1;
    }
    if (proof.alarm) return alarm(*proof.alarm, proof.doubted->rows);
    if (!keyed && proof.fitting > 0) fmt::print("no key: signatures are not checked\n");
    const auto rows = proof.verdict.rows;
    if (proof.newest)
        fmt::print(
            "{} checkpoints fit; rows 1 to {} are as they were at {}; {} rows after them are not proved\n",
            proof.fitting, proof.newest->rows, core::to_string(proof.newest->at), rows - proof.newest->rows);
    else
        fmt::print("no checkpoint: nothing proves that the chain was not made anew\n");
    fmt::print("{} rows, chain whole, head {}\n", rows, core::to_hex(proof.verdict.head));
    return 0;
}

core::Error not_writable()
{
    return wrong("app/file_not_writable", "file");
}

} // namespace

int audit_verify_command(const Common& common, const AuditWords& words)
{
    const auto config = config_of(common);
    if (!config) return refuse(config.error());
    const auto database = open_to_read(common);
    if (!database) return refuse(database.error());
    if (common.demo && !is_demo(**database))
        return refuse({.kind = core::ErrorKind::conflict, .code = "demo/real_node"});
    const auto key = key_of(*config, words.key);
    if (!key) return refuse(key.error());
    const bool asked = !words.checkpoints.empty();
    const auto text = read_whole(asked ? words.checkpoints : in_data(*config, checkpoint_file));
    if (asked && !text) return refuse(wrong("audit/checkpoints_unreadable", "checkpoints"));
    auto notes = audit::read_notes(text.value_or(""));
    if (notes.unreadable > 0 || (asked && notes.checkpoints.empty())) return alarm(audit::Alarm::file, 0);
    if (*key)
        for (const auto& one : notes.checkpoints)
            if (!audit::signed_with(one, **key)) return alarm(audit::Alarm::signature, one.rows);
    const auto proof = (*database)->read([&](store::Reader& reader) {
        // A node that was restored has no file yet: what it signed is in the database as well.
        auto all = text ? std::move(notes.checkpoints)
                        : audit::stored_checkpoints(reader, 1, std::numeric_limits<std::int64_t>::max());
        if (*key && !text)
            std::erase_if(all, [&](const auto& one) { return !audit::signed_with(one, **key); });
        return audit::prove(reader, std::move(all));
    });
    return say(proof, key->has_value());
}

int audit_key_command(const Common& common)
{
    const auto config = config_of(common);
    if (!config) return refuse(config.error());
    if (const auto started = crypto::start(); !started) return refuse(started.error());
    const auto key = key_of(*config, "");
    if (!key) return refuse(key.error());
    if (!*key) return refuse({.kind = core::ErrorKind::conflict, .code = "access/node_secret"});
    fmt::print("{}\nfingerprint {}\n", crypto::to_base64url((*key)->bytes), audit::fingerprint(**key));
    return 0;
}

int audit_export_command(const Common& common, const AuditWords& words)
{
    const auto from = core::parse_date(words.from);
    const auto to = core::parse_date(words.to);
    if (!words.from.empty() && !from) return refuse(wrong("json/date_impossible", "from"));
    if (!words.to.empty() && !to) return refuse(wrong("json/date_impossible", "to"));
    if (!core::code_list("purpose").has(words.purpose)) return refuse(wrong("json/code_unknown", "purpose"));
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    AuditTaker taker{.act = act_of_command(**node),
                     .why = words.why,
                     .time_zone = (*node)->config().time_zone,
                     .key = (*node)->access().secret().checkpoint_keys()->public_key};
    taker.act.purpose = words.purpose;
    std::ofstream out(words.out, std::ios::binary);
    using std::filesystem::perms;
    std::error_code fault;
    if (out) std::filesystem::permissions(words.out, perms::owner_read | perms::owner_write, fault);
    if (!out || fault) return refuse(not_writable());
    const auto begun = AuditExport::begin((*node)->database(), taker, {.from = from, .to = to});
    if (!begun) return refuse(begun.error());
    for (bool more = true; more;) {
        std::string piece;
        const auto next = (*begun)->next(piece);
        if (!next) return refuse(next.error());
        more = *next;
        out << piece;
    }
    out.flush();
    return out ? 0 : refuse(not_writable());
}

} // namespace panoh::app
