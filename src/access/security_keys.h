#pragma once

// The own security keys and spare codes: adding, naming, removing.

#include <string>
#include <vector>

#include "access/gate.h"
#include "access/node_secret.h"
#include "access/second_factor_store.h"
#include "audit/audit.h"
#include "core/json.h"
#include "core/result.h"
#include "store/store.h"

namespace panoh::access {

constexpr std::size_t security_keys_at_most = 10;

struct SecurityKeyView {
    core::SecurityKeyId id = {};
    std::string name = {};
    std::string host = {}; ///< the name of the node that it works under
    core::Instant made_at = {};
    std::optional<core::Instant> last_used_at = {};
};
PANOH_JSON(SecurityKeyView, id, name, host, made_at, last_used_at)

[[nodiscard]] std::vector<SecurityKeyView> key_views(store::Reader& reader, const NodeSecret& secret,
                                                     core::UserId user);

/// What a browser brings of a key that was just made.
struct MadeKey {
    std::string name = {}; ///< the person's own word for it
    core::Bytes browser = {};
    core::Bytes attestation = {};
};
/// Adds it to whom the act belongs. "access/keys_need_a_name" where the node is called by an address,
/// "access/key_wrong" with the reason in the log only, "access/key_taken", "access/too_many_keys",
/// "access/name_missing", "access/name_too_long".
[[nodiscard]] core::Result<core::SecurityKeyId>
add_security_key(store::Transaction& transaction, const audit::Act& act, const NodeSecret& secret,
                 const std::optional<crypto::Hash>& challenge, std::string_view host, const MadeKey& made);
/// "access/key_not_found", and the two of the name.
[[nodiscard]] core::Done name_security_key(store::Transaction& transaction, const audit::Act& act,
                                           core::SecurityKeyId id, std::string_view name);
/// "access/last_security_key" when `needed`: the node demands one of this person. "access/key_not_found".
[[nodiscard]] core::Done remove_security_key(store::Transaction& transaction, const audit::Act& act,
                                             const NodeSecret& secret, core::SecurityKeyId id, bool needed);
/// Ten new ones, in place of those before. They are shown now and never again.
[[nodiscard]] std::vector<std::string> make_spare_codes(store::Transaction& transaction,
                                                        const audit::Act& act, const NodeSecret& secret);

} // namespace panoh::access
