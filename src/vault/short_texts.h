#pragma once

// Thousands of short texts of one team, opened one after the other in memory: what a search reads.

#include <string_view>

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
    /// A text that seal_to_team() made in this key's epoch. "vault/tampered".
    [[nodiscard]] core::Result<std::string_view> open_team_text(const Place& place, core::ByteView sealed);
    [[nodiscard]] std::int64_t epoch() const { return key_->epoch; }

private:
    ShortTexts(core::TeamId team, const TeamKey& key);
    core::TeamId team_;
    const TeamKey* key_;
    crypto::Key text_key_;
    core::Bytes plain_;
};

/// A text for everybody who holds a team's key of the place's compartment, with no data key of the case
/// between: nobody reads it by a hand-over of the case, and it is no way to the case's other texts. Who holds
/// the key (`keys`, may be null) seals it so that opening is quick; a text of anybody else is a box, opened
/// 25 times slower, until a holder seals it again. "vault/team_without_keys".
struct TeamText {
    std::int64_t epoch = 0;
    core::Bytes sealed = {};
};
[[nodiscard]] core::Result<TeamText> seal_to_team(store::Reader& reader, KeyRing* keys, core::TeamId team,
                                                  const Place& place, std::string_view plain);
[[nodiscard]] bool is_boxed(core::ByteView sealed);

} // namespace panoh::vault
