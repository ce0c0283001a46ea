#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/names.h"
#include "core/secret.h"
#include "crypto/crypto.h"

namespace panoh::bulletin {

enum class SubscriberState {
    asked,     ///< somebody typed the address; whether it was its owner is not known yet
    confirmed, ///< its owner followed the link
    left,      ///< the address is gone; its hash stays, so that nobody writes to it again by mistake
};

/// Somebody who is, will be or was written to.
struct Subscriber {
    core::SubscriberId id = {};
    crypto::Hash address_hash = {};
    core::Bytes sealed = {}; ///< the address; empty once left
    SubscriberState state = SubscriberState::asked;
    std::string language = {};
    std::vector<std::string> countries = {}; ///< empty: all
    core::Instant asked_at = {};
    int asked_times = 0; ///< since the last confirming
    std::optional<core::Instant> letter_due_at = {};
    int letter_tries = 0;
    int refused_in_row = 0; ///< editions
};

/// How long the link of a confirming letter works.
constexpr std::int64_t confirm_within_ms = 7 * core::day_ms;

/// How long an address that was asked for so many times gets no further letter: an hour, doubled with each
/// one, up to 30 days. Nobody can have a stranger's mailbox filled.
[[nodiscard]] std::int64_t quiet_after(int asked_times);

/// Everything that is made of the node's secret for subscribers. Safe to use from every thread.
class SubscriberKeys {
public:
    explicit SubscriberKeys(const crypto::Key& root);

    /// Of the address as people mean it: case makes no difference.
    [[nodiscard]] crypto::Hash hash_of(std::string_view address) const;
    [[nodiscard]] core::Bytes seal(core::SubscriberId id, std::string_view address) const;
    /// "crypto/cannot_open" for what was sealed for another row or by another node.
    [[nodiscard]] core::Result<core::SecretText> open(core::SubscriberId id, core::ByteView sealed) const;

    /// A new link to confirm by, and what is kept of it.
    struct Token {
        std::string text = {};
        crypto::Hash hash = {};
    };
    [[nodiscard]] Token new_token() const;
    /// "bulletin/link_unknown" for what can be no token.
    [[nodiscard]] core::Result<crypto::Hash> hash_of_token(std::string_view text) const;

    /// Always the same for one subscriber, and known to nobody else.
    [[nodiscard]] std::string leave_token(core::SubscriberId id) const;
    /// "bulletin/link_unknown".
    [[nodiscard]] core::Result<core::SubscriberId> who_leaves(std::string_view token) const;

    /// The left side of the Message-ID of an edition's letter: the same whenever it is made again.
    [[nodiscard]] std::string message_name(core::SendingId sending, core::SubscriberId subscriber) const;

private:
    crypto::Key seal_;
    crypto::Key find_;
    crypto::Key token_;
    crypto::Key leave_;
    crypto::Key message_;
};

} // namespace panoh::bulletin

/// As stored.
template <>
struct panoh::core::Names<panoh::bulletin::SubscriberState> {
    static constexpr std::array<Named<panoh::bulletin::SubscriberState>, 3> all = {{
        {panoh::bulletin::SubscriberState::asked, "asked"},
        {panoh::bulletin::SubscriberState::confirmed, "confirmed"},
        {panoh::bulletin::SubscriberState::left, "left"},
    }};
};
