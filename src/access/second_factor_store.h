#pragma once

// Rows of security keys, spare codes and challenges. Private to this slice.

#include <optional>
#include <string>
#include <vector>

#include "access/node_secret.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/names.h"
#include "crypto/crypto.h"
#include "crypto/security_key.h"
#include "store/store.h"

namespace panoh::access {

/// A security key of a person.
struct SecurityKey {
    core::SecurityKeyId id = {};
    core::UserId user = {};
    std::string name = {};
    std::string rp_id = {}; ///< the name of the node that it was made for, and works under
    crypto::NewSecurityKey key = {};
    std::int64_t count = 0;
    core::Instant made_at = {};
    core::Instant last_used_at = {};
};

/// In the order of making. A row that this node did not mark is none: who can write the database cannot add a
/// key.
[[nodiscard]] std::vector<SecurityKey> security_keys_of(store::Reader& reader, const NodeSecret& secret,
                                                        core::UserId user);
/// Counts rows, unmarked ones too.
[[nodiscard]] bool has_security_key(store::Reader& reader, core::UserId user);
/// False when somebody has that very key already.
[[nodiscard]] bool insert_security_key(store::Transaction& transaction, const NodeSecret& secret,
                                       const SecurityKey& key);
bool rename_security_key(store::Transaction& transaction, core::UserId user, core::SecurityKeyId id,
                         std::string_view name);
bool delete_security_key(store::Transaction& transaction, core::UserId user, core::SecurityKeyId id);
void note_key_used(store::Transaction& transaction, core::SecurityKeyId id, std::int64_t count,
                   core::Instant now);

/// What a challenge was given for; it serves nothing else.
enum class ChallengeFor { sign_in, step_up, new_key };

void store_challenge(store::Transaction& transaction, const crypto::Hash& session, ChallengeFor use,
                     const crypto::Hash& challenge, core::Instant until);
/// Takes it away, whatever comes of it. Nothing when there is none for that use, or its time is over.
[[nodiscard]] std::optional<crypto::Hash> take_challenge(store::Transaction& transaction,
                                                         const crypto::Hash& session, ChallengeFor use,
                                                         core::Instant now);

/// In place of all earlier ones.
void store_spare_codes(store::Transaction& transaction, core::UserId user,
                       const std::vector<crypto::Hash>& hashes);
[[nodiscard]] std::int64_t count_spare_codes(store::Reader& reader, core::UserId user);
[[nodiscard]] bool has_spare_code(store::Reader& reader, core::UserId user, const crypto::Hash& hash);
/// True when it was there.
[[nodiscard]] bool use_up_spare_code(store::Transaction& transaction, core::UserId user,
                                     const crypto::Hash& hash);

} // namespace panoh::access

template <>
struct panoh::core::Names<panoh::access::ChallengeFor> {
    using enum panoh::access::ChallengeFor;
    static constexpr std::array<Named<panoh::access::ChallengeFor>, 3> all = {
        {{sign_in, "sign_in"}, {step_up, "step_up"}, {new_key, "new_key"}}};
};
