#include <array>

#include <doctest/doctest.h>

#include "access/password_rules.h"

using namespace panoh;

namespace {

std::string refused(const std::string& password)
{
    const std::array<std::string, 3> context = {"ayana", "Айгүл Токтогулова", "Open Door Osh"};
    const auto checked = access::check_password(password, context);
    return checked ? std::string() : checked.error().code;
}

} // namespace

TEST_CASE("length is counted in letters of any script")
{
    CHECK(refused("eleven char") == "access/password_too_short");
    CHECK(refused("жети бел аш") == "access/password_too_short");
    CHECK(refused("жети бел ашуу").empty());
    CHECK(refused("seven herds ") == "");
    std::string words;
    while (words.size() < 128)
        words += "herd crosses " + std::to_string(words.size());
    words.resize(128);
    CHECK(refused(words).empty());
    CHECK(refused(words + "x") == "access/password_too_long");
}

TEST_CASE("what everybody tries is refused, however it is dressed up")
{
    for (const char* password :
         {"password1234", "Password!2024", "qwertyuiop123", "1q2w3e4r5t6y", "123456789012", "aaaaaaaaaaaa",
          "abcabcabcabc", "abcdefghijkl", "987654321098", "iloveyou2026", "welcome_welcome", "Пароль123456",
          "йцукен123456", "Kyrgyzstan2026", "bishkekbishkek", "admin-admin-1", "QwertyQwerty1",
          "qazwsxedc123!"})
        CHECK_MESSAGE(refused(password) == "access/password_common", password);
}

TEST_CASE("a password made of the person's or the organisation's name is refused")
{
    CHECK(refused("Ayana.Open.Door1") == "access/password_common");
    CHECK(refused("токтогулова2026") == "access/password_common");
    CHECK(refused("ayana-ayana-99") == "access/password_common");
    CHECK(refused("ayana saddles a grey horse").empty());
}

TEST_CASE("a long row of common pieces is judged quickly")
{
    std::string trap;
    while (trap.size() < 120)
        trap += "abcabcdaaaaaa";
    CHECK(refused(trap + "ж!").size() + 1 > 0);
}
