// The file of settings and what stands on the command line: never a crash, every fault with the name of its
// setting, and what is shown of the settings reads as the same settings. With it the ranges and host names
// that settings hold, and the field in which a proxy says for whom it asks.

#include <cstdio>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <sys/mman.h>

#include "app/config.h"
#include "fuzz.h"
#include "http/hosts.h"
#include "http/proxy.h"

namespace {

using namespace panoh;
using fuzz::must;

/// A file without a place on the disk.
std::string file_of(std::string_view text)
{
    static const int file = ::memfd_create("settings", 0);
    must(file >= 0 && ::ftruncate(file, 0) == 0);
    must(::pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
    return "/proc/self/fd/" + std::to_string(file);
}

void settings(std::string_view text, const std::vector<std::string>& overrides)
{
    const auto config = app::read_config(file_of(text), overrides);
    if (!config) return fuzz::must_be_refusal(config.error());
    const std::string shown = app::write_config(*config);
    const auto again = app::read_config(file_of(shown), {});
    must(again && app::write_config(*again) == shown);
}

void proxies(std::string_view range, std::string_view field)
{
    const auto proxy = http::TrustedProxy::parse(range);
    const http::Fields fields = {{"x-forwarded-for", std::string(field)}};
    must(!http::TrustedProxy().asked_for(fields) || !http::TrustedProxy().has("1234"));
    if (!proxy) return;
    if (const auto network = proxy->asked_for(fields)) must(!network->empty() && network->size() <= 40);
    (void)proxy->has(std::string(4, range.front()));
    (void)proxy->has(std::string(16, '\x7f'));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const std::string override(input.up_to('\n'));
    const std::string_view range = input.up_to('\n');
    const std::string_view text = input.rest();
    settings(text, override.empty() ? std::vector<std::string>{} : std::vector{override});
    proxies(range, text);
    if (const auto host = http::host_name(range)) {
        must(host->size() <= range.size() && http::host_name(*host) == host);
        must(!http::Hosts({}, "127.0.0.1").allows("evil." + *host) || host->empty());
    }
    return 0;
}
