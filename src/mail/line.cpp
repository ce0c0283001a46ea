#include "mail/line.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <mutex>
#include <stdexcept>

#include <curl/curl.h>

namespace panoh::mail {
namespace {

constexpr long connect_seconds = 20;
/// A server may take its time over a letter that it has whole: RFC 5321 says ten minutes, and a line that is
/// silent for two is dead.
constexpr long letter_seconds = 120;

void start_library()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl");
    });
}

std::string_view host_of(std::string_view address)
{
    address.remove_prefix(address.find("://") + 3);
    if (address.starts_with('[')) return address.substr(1, address.find(']') - 1);
    return address.substr(0, address.rfind(':'));
}

bool is_loopback(std::string_view host)
{
    return host == "::1" || host == "localhost" || host.starts_with("127.");
}

bool is_name_or_number(std::string_view host)
{
    // 127.example.org is nobody's loopback, and must not pass for it.
    const bool only_digits =
        std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (host.starts_with("127.") && !only_digits) return false;
    return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.';
    });
}

} // namespace

core::Done check_server_address(std::string_view address)
{
    const auto invalid = [] { return core::fail(core::ErrorKind::invalid, "mail/server_invalid"); };
    auto rest = address;
    if (rest.starts_with("smtp://"))
        rest.remove_prefix(7);
    else if (rest.starts_with("smtps://"))
        rest.remove_prefix(8);
    else
        return invalid();
    std::string_view host = rest.substr(0, rest.find(':'));
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == std::string_view::npos) return invalid();
        host = rest.substr(1, end - 1);
        const bool fits = std::ranges::all_of(host, [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':';
        });
        if (host.empty() || !fits) return invalid();
        rest.remove_prefix(end + 1);
    } else {
        if (!is_name_or_number(host)) return invalid();
        rest.remove_prefix(host.size());
    }
    if (rest.empty()) return {};
    int port = 0;
    const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), port);
    if (rest.front() != ':' || error != std::errc{} || end != rest.data() + rest.size() || port < 1 ||
        port > 65535)
        return invalid();
    return {};
}

/// How far the talk about one letter has come, read off what goes over the line, because the library keeps
/// only the last code that it saw, and that may be the answer to a farewell.
struct Line::Talk {
    enum class At { before, sender, recipient, letter, over };

    explicit Talk(std::function<bool()> gives_up) : give_up(std::move(gives_up))
    {
        start_library();
        handle = curl_easy_init();
        if (handle == nullptr) throw std::runtime_error("libcurl");
    }
    ~Talk()
    {
        curl_slist_free_all(recipients);
        curl_easy_cleanup(handle);
    }
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    void begin(std::string_view bytes)
    {
        at = At::before;
        code = 0;
        letter = bytes;
    }
    void said(std::string_view command)
    {
        if (at == At::over) return;
        if (command.starts_with("MAIL ")) at = At::sender;
        if (command.starts_with("RCPT ")) at = At::recipient;
        if (command.starts_with("DATA")) at = At::letter;
        if (command.starts_with("QUIT")) at = At::over;
        if (at != At::over) code = 0;
        reached = at == At::over ? reached : at;
    }
    void heard(std::string_view reply)
    {
        if (at == At::over || reply.size() < 3) return;
        int number = 0;
        if (std::from_chars(reply.data(), reply.data() + 3, number).ptr == reply.data() + 3) code = number;
    }

    static std::size_t read(char* to, std::size_t size, std::size_t count, void* self)
    {
        auto& letter = static_cast<Talk*>(self)->letter;
        const auto many = std::min(size * count, letter.size());
        std::memcpy(to, letter.data(), many);
        letter.remove_prefix(many);
        return many;
    }
    static int watch(CURL* /*handle*/, curl_infotype kind, char* text, std::size_t size, void* self)
    {
        auto& talk = *static_cast<Talk*>(self);
        if (kind == CURLINFO_HEADER_OUT) talk.said({text, size});
        if (kind == CURLINFO_HEADER_IN) talk.heard({text, size});
        return 0;
    }
    static int ask(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
    {
        return static_cast<Talk*>(self)->give_up() ? 1 : 0;
    }

    [[nodiscard]] Handed outcome(CURLcode done) const
    {
        if (done == CURLE_OK) return Handed::delivered;
        if (reached == At::before || reached == At::sender) return Handed::no_server;
        const bool for_good = code >= 500 && code < 600;
        if (!for_good) return Handed::later;
        return reached == At::recipient ? Handed::address_refused : Handed::letter_refused;
    }

    std::function<bool()> give_up;
    CURL* handle = nullptr;
    curl_slist* recipients = nullptr;
    std::string_view letter;
    At at = At::before;
    At reached = At::before; ///< the last command that was about the letter
    int code = 0;            ///< the answer to it; 0 while there is none
    bool open = false;       ///< a letter went over this connection before
};

namespace {

template <typename Setting>
void set(CURL* handle, CURLoption option, Setting value)
{
    if (curl_easy_setopt(handle, option, value) != CURLE_OK) throw std::runtime_error("libcurl");
}

} // namespace

Line::Line(const Server& server, std::function<bool()> give_up)
    : talk_(std::make_unique<Talk>(std::move(give_up)))
{
    CURL* handle = talk_->handle;
    // The path of the address is the name in the greeting; without it the machine would tell its own.
    const std::string address = server.address + '/' + server.greeting;
    const bool plain = server.address.starts_with("smtp://") && is_loopback(host_of(server.address));
    set(handle, CURLOPT_URL, address.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (!server.certificates.empty()) set(handle, CURLOPT_CAINFO, server.certificates.c_str());
    set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!server.user.empty()) {
        const std::string password(server.password.reveal());
        set(handle, CURLOPT_USERNAME, server.user.c_str());
        set(handle, CURLOPT_PASSWORD, password.c_str());
    }
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    set(handle, CURLOPT_TIMEOUT, letter_seconds);
    set(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, letter_seconds);
    set(handle, CURLOPT_UPLOAD, 1L);
    set(handle, CURLOPT_READFUNCTION, &Talk::read);
    set(handle, CURLOPT_READDATA, talk_.get());
    // Nothing is printed: this is where the answers are read.
    set(handle, CURLOPT_VERBOSE, 1L);
    set(handle, CURLOPT_DEBUGFUNCTION, &Talk::watch);
    set(handle, CURLOPT_DEBUGDATA, talk_.get());
    set(handle, CURLOPT_NOPROGRESS, 0L);
    set(handle, CURLOPT_XFERINFOFUNCTION, &Talk::ask);
    set(handle, CURLOPT_XFERINFODATA, talk_.get());
}

Line::~Line() = default;

Handed Line::hand_over(std::string_view from, std::string_view to, std::string_view bytes)
{
    auto& talk = *talk_;
    const std::string sender = '<' + std::string(from) + '>';
    const std::string recipient = '<' + std::string(to) + '>';
    curl_slist_free_all(talk.recipients);
    talk.recipients = curl_slist_append(nullptr, recipient.c_str());
    if (talk.recipients == nullptr) throw std::bad_alloc();
    set(talk.handle, CURLOPT_MAIL_FROM, sender.c_str());
    set(talk.handle, CURLOPT_MAIL_RCPT, talk.recipients);
    set(talk.handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes.size()));
    for (;;) {
        talk.begin(bytes);
        talk.reached = Talk::At::before;
        const auto done = curl_easy_perform(talk.handle);
        const auto handed = talk.outcome(done);
        // A server shuts a line that was quiet; that shows only when the next letter is begun.
        const bool again =
            handed == Handed::no_server && talk.open && talk.code == 0 && done != CURLE_ABORTED_BY_CALLBACK;
        talk.open = handed == Handed::delivered;
        if (!again) return handed;
    }
}

} // namespace panoh::mail
