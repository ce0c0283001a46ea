#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "http/fields.h"

namespace panoh::http {

/// The addresses of the proxy in front, as one range. Only who comes from there is believed when it says for
/// whom it asks.
class TrustedProxy {
public:
    /// Trusts nobody.
    TrustedProxy() = default;
    /// "192.0.2.7", "10.1.0.0/16", "fd00::/64"; nothing when it is no such thing.
    [[nodiscard]] static std::optional<TrustedProxy> parse(std::string_view range);

    /// `address` is 4 or 16 bytes.
    [[nodiscard]] bool has(std::string_view address) const;
    /// The network (`network_of`) that a request of the proxy was made for: of `X-Forwarded-For`, the nearest
    /// address that is not the proxy's own. Nothing when it does not say, or says what is no address.
    [[nodiscard]] std::optional<std::string> asked_for(const Fields& fields) const;

private:
    std::string base_ = {}; ///< bytes of an IPv6 address; IPv4 is mapped into it. Empty: nobody
    unsigned bits_ = 0;
};

} // namespace panoh::http
