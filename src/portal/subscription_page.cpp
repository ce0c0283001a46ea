#include "portal/subscription_page.h"

#include <algorithm>
#include <array>

#include "portal/addresses.h"
#include "portal/frame.h"

namespace panoh::portal {
namespace {

/// What a page says: keys of its words.
struct Told {
    std::string_view about;
    std::string_view title;
    std::string_view text;
    std::string_view button = {};
};
constexpr std::array<Told, 6> all_told = {{
    {"asked", "asked_title", "asked_text"},
    {"confirm", "confirm_title", "confirm_text", "confirm_button"},
    {"confirmed", "confirmed_title", "confirmed_text"},
    {"leave", "leave_title", "leave_text", "leave_button"},
    {"left", "left_title", "left_text"},
    {"link_old", "link_old_title", "link_old_text"},
}};

const Told& told_of(std::string_view about)
{
    const auto found = std::ranges::find(all_told, about, &Told::about);
    return found == all_told.end() ? all_told.back() : *found;
}

void write_end(Html& html, const Words& words)
{
    const auto nav = html.open("nav", {{"class", "around"}, {"aria-label", words("editions")}});
    const auto line = html.open("p");
    html.element("a", {href(list_in(words.language()))}, words("all_editions"));
}

void write_head(Html& html, std::string_view title, std::string_view text)
{
    const auto head = html.open("header", {{"class", "edition"}});
    html.element("h1", title);
    html.element("p", {{"class", "lead"}}, text);
}

void write_choice(Html& html, const Words& words)
{
    html.element("label", {{"for", "language"}}, words("subscribe_language"));
    const auto list = html.open("select", {{"id", "language"}, {"name", "language"}});
    for (const auto& language : all_languages()) {
        const auto name = Words::own_name(language);
        if (language == words.language())
            html.element("option", {{"value", language}, {"lang", language}, {"selected", ""}}, name);
        else
            html.element("option", {{"value", language}, {"lang", language}}, name);
    }
}

std::string fault_in(const Words& words, std::string_view fault)
{
    return fault == "often" ? words("subscribe_often") : words("subscribe_invalid");
}

void write_email(Html& html, const Words& words, std::string_view fault)
{
    html.element("label", {{"for", "email"}}, words("subscribe_email"));
    if (!fault.empty())
        html.element("p", {{"class", "fault"}, {"id", "fault"}, {"role", "alert"}}, fault_in(words, fault));
    if (fault.empty())
        html.empty("input", {{"id", "email"},
                             {"name", "email"},
                             {"type", "email"},
                             {"autocomplete", "email"},
                             {"required", ""}});
    else
        html.empty("input", {{"id", "email"},
                             {"name", "email"},
                             {"type", "email"},
                             {"autocomplete", "email"},
                             {"required", ""},
                             {"aria-invalid", "true"},
                             {"aria-describedby", "fault"}});
}

} // namespace

std::string subscribe_page(std::string_view language, bool is_open, std::string_view fault)
{
    const auto& words = Words::of(language);
    const Frame frame{.words = words,
                      .title = words("subscribe_title"),
                      .languages = all_languages(),
                      .address_in = [](std::string_view other) { return subscriptions_in(other); }};
    return document(
        frame,
        [&](Html& html) {
            write_head(html, words("subscribe_title"),
                       is_open ? words("subscribe") : words("subscribe_closed"));
            if (!is_open) return;
            const auto form = html.open("form", {{"class", "ask"}, {"method", "post"}});
            write_email(html, words, fault);
            write_choice(html, words);
            html.element("button", words("subscribe_button"));
        },
        [&](Html& html) { write_end(html, words); });
}

std::string told_page(std::string_view language, std::string_view about)
{
    const auto& words = Words::of(language);
    const auto& told = told_of(about);
    return document(
        {.words = words, .title = words(told.title)},
        [&](Html& html) {
            write_head(html, words(told.title), words(told.text));
            if (told.button.empty()) return;
            const auto form = html.open("form", {{"class", "ask"}, {"method", "post"}});
            html.element("button", words(told.button));
        },
        [&](Html& html) { write_end(html, words); });
}

} // namespace panoh::portal
