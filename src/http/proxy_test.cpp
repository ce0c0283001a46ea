#include <doctest/doctest.h>

#include "http/admission.h"
#include "http/proxy.h"

using namespace panoh::http;

namespace {

const std::string of_192_0_2("\xc0\x00\x02", 3);

} // namespace

TEST_CASE("a range of addresses is read, and has what lies in it")
{
    const auto range = TrustedProxy::parse("10.1.0.0/15");
    REQUIRE(range);
    CHECK(range->has(std::string("\x0a\x01\x05\x06", 4)));
    CHECK(range->has(std::string("\x0a\x00\x05\x06", 4)));
    CHECK_FALSE(range->has(std::string("\x0a\x02\x05\x06", 4)));
    const auto one = TrustedProxy::parse("127.0.0.1");
    REQUIRE(one);
    CHECK(one->has(std::string("\x7f\x00\x00\x01", 4)));
    CHECK(one->has(std::string(10, '\0') + "\xff\xff" + std::string("\x7f\x00\x00\x01", 4)));
    CHECK_FALSE(one->has(std::string("\x7f\x00\x00\x02", 4)));
    CHECK(TrustedProxy::parse("fd00::/64"));
    CHECK_FALSE(TrustedProxy().has(std::string("\x7f\x00\x00\x01", 4)));
    for (const auto* wrong :
         {"", "nginx", "10.1.0.0/33", "10.1.0.0/", "10.1.0.0/8x", "10.1/8", "::/129", "/8"})
        CHECK_FALSE(TrustedProxy::parse(wrong));
}

TEST_CASE("of X-Forwarded-For the nearest address counts that is not the proxy's own")
{
    const auto proxy = *TrustedProxy::parse("127.0.0.0/8");
    const auto network = [&](const std::string& value) {
        return proxy.asked_for({{"x-forwarded-for", value}}).value_or("nothing");
    };
    CHECK(network("192.0.2.7") == of_192_0_2);
    CHECK(network("203.0.113.9, 192.0.2.7") == of_192_0_2);
    CHECK(network("203.0.113.9,192.0.2.7 , 127.0.0.5") == of_192_0_2);
    CHECK(network("127.0.0.5") == "nothing");
    CHECK(network("192.0.2.7, unknown") == "nothing");
    CHECK(network("") == "nothing");
    CHECK(proxy.asked_for({}) == std::nullopt);
    CHECK(proxy.asked_for({{"x-forwarded-for", "203.0.113.9"}, {"x-forwarded-for", "192.0.2.7"}}) ==
          of_192_0_2);
    CHECK(network("2001:db8:1:2:3:4:5:6") == std::string("\x20\x01\x0d\xb8\x00\x01\x00\x02", 8));
}

TEST_CASE("a place is given back once, by whoever has it last")
{
    Limits limits;
    limits.max_connections_per_network = 1;
    Admission admission(limits);
    {
        auto place = admission.enter("a");
        REQUIRE(place);
        CHECK_FALSE(admission.enter("a"));
        CHECK(admission.enter("b"));
        CHECK(admission.connections() == 1);
        const auto kept = std::move(*place);
        place.reset();
        CHECK(admission.connections() == 1);
    }
    CHECK(admission.connections() == 0);
    CHECK(admission.enter("a"));
}
