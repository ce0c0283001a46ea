// A letter of anything: it is refused, or it has the headers that were asked for and no other, and lines that
// every server takes.

#include <set>
#include <string>

#include "fuzz.h"
#include "mail/letter.h"
#include "mail/line.h"

namespace {

using namespace panoh;
using fuzz::must;

/// So many bytes as the first one says.
std::string piece(fuzz::Input& input)
{
    std::string text;
    for (auto left = input.byte(); left > 0 && !input.empty(); --left)
        text += static_cast<char>(input.byte());
    return text;
}

std::multiset<std::string> header_names(std::string_view head)
{
    std::multiset<std::string> names;
    for (std::size_t begin = 0; begin < head.size();) {
        const auto end = head.find("\r\n", begin);
        must(end != std::string_view::npos && end - begin <= 998);
        const auto line = head.substr(begin, end - begin);
        must(line.find_first_of("\r\n") == std::string_view::npos && !line.empty());
        if (line.front() != ' ') names.emplace(line.substr(0, line.find(':')));
        begin = end + 2;
    }
    return names;
}

void check(const mail::Letter& letter, const std::string& bytes)
{
    const auto end = bytes.find("\r\n\r\n");
    must(end != std::string::npos);
    std::multiset<std::string> expected = {"From",       "To",           "Subject",     "Date",
                                           "Message-ID", "MIME-Version", "Content-Type"};
    if (letter.html.empty()) expected.insert("Content-Transfer-Encoding");
    for (const auto& header : letter.headers)
        expected.insert(header.first);
    must(header_names(std::string_view(bytes).substr(0, end + 2)) == expected);
    std::size_t length = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        must(static_cast<unsigned char>(bytes[i]) < 128 && bytes[i] != '\0');
        if (bytes[i] == '\r') must(i + 1 < bytes.size() && bytes[i + 1] == '\n');
        if (bytes[i] == '\n') must(i > 0 && bytes[i - 1] == '\r');
        length = bytes[i] == '\n' ? 0 : length + 1;
        must(length <= 999);
    }
    must(bytes.ends_with("\r\n"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    fuzz::Input input(bytes, size);
    mail::Letter letter{.from = {"", "a@b.example"}, .to = "c@d.example", .message_id = "e@f.example"};
    const auto which = input.byte();
    if ((which & 1U) != 0) letter.from.name = piece(input);
    if ((which & 2U) != 0) letter.to = piece(input);
    if ((which & 4U) != 0) letter.message_id = piece(input);
    if ((which & 8U) != 0) letter.headers = {{piece(input), piece(input)}};
    if ((which & 16U) != 0) letter.html = piece(input);
    letter.subject = piece(input);
    letter.text = piece(input);
    const auto written = mail::write_letter(letter);
    if (written)
        check(letter, *written);
    else
        fuzz::must_be_refusal(written.error());
    if (const auto mailbox = mail::parse_mailbox(letter.from.name)) must(mail::is_address(mailbox->address));
    (void)mail::check_server_address(letter.subject);
    return 0;
}
