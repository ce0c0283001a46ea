#pragma once

// Thousands of short texts of one team, opened one after the other in memory: what a search reads.

#include <string_view>
#include <vector>

#include "vault/vault.h"

namespace panoh::vault {

/// A team's key of one compartment, ready to open. Every text stands in the same buffer, until the next one
/// is opened; the buffer is wiped when this goes. Lives no longer than the key ring.
class ShortTexts {
public:
    /// "vault/no_key", "vault/tampered".
    [[nodiscard]] static core::Result<ShortTexts> of(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                                     core::Compartment compartment);
    ShortTexts(ShortTexts&&) = default;
    ShortTexts(const ShortTexts&) = delete;
    ShortTexts& operator=(const ShortTexts&) = delete;
    ~ShortTexts();

    /// A text of a case, beside which the quick wrap of its data key stands (Sealed::wrap). "vault/tampered".
    [[nodiscard]] core::Result<std::string_view> open(const Place& place, core::ByteView sealed,
                                                      core::ByteView wrap);
    /// A text that seal_to_team() made in the newest epoch, or in another that this person was given.
    /// "vault/tampered".
    [[nodiscard]] core::Result<std::string_view> open_team_text(const Place& place, core::ByteView sealed);
    [[nodiscard]] core::Result<std::string_view> open_team_text(const Place& place, core::ByteView sealed,
                                                                std::int64_t epoch);
    [[nodiscard]] std::int64_t epoch() const { return keys_.front()->epoch; }

private:
    ShortTexts(core::TeamId team, core::Compartment compartment, std::vector<const TeamKey*> keys);
    core::TeamId team_;
    core::Compartment compartment_;
    std::vector<const TeamKey*> keys_; ///< newest first; older ones while a rotation runs
    crypto::Key text_key_;
    core::Bytes plain_;
};

/// A text for everybody who holds a team's key of the place's compartment, with no data key of the case
/// between: nobody reads it by a hand-over of the case, and it is no way to the case's other texts. Who holds
/// the key seals it so that opening is quick; a text of anybody else is a box, opened
/// 25 times slower, until a holder seals it again. "vault/team_without_keys".
struct TeamText {
    std::int64_t epoch = 0;
    core::Bytes sealed = {};
};
[[nodiscard]] core::Result<TeamText> seal_to_team(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                                  const Place& place, std::string_view plain);
[[nodiscard]] bool is_boxed(core::ByteView sealed);

} // namespace panoh::vault
