#pragma once

#include <string>

#include "app/config.h"
#include "core/result.h"

namespace panoh::app {

/// The certificate that the server shows.
struct Certificate {
    std::string certificate_file = {}; ///< both empty: plain HTTP, on loopback only
    std::string key_file = {};
    std::string fingerprint = {};
    std::int64_t days_left = 0;
    bool renewed = false; ///< made anew by this start, because the one before was near its end
};

/// A certificate that ends in so many days is made anew when it is our own, and warned of when it is not.
constexpr std::int64_t renewed_days_before = 30;

/// As configured; none on loopback; otherwise our own, made at the first start and made anew, with the same
/// key, when it ends soon. "http/certificate", "http/certificate_not_written".
[[nodiscard]] core::Result<Certificate> choose_certificate(const Config& config);

} // namespace panoh::app
