#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/result.h"
#include "http/message.h"

namespace panoh::http {

/// The built staff app, read into memory once: `x.js` with `x.js.br` and `x.js.gz` beside it are served by
/// what the browser accepts. Names under `/_app/immutable/` never change and are cached for a year; the page
/// is kept for a day when the build has a version, by which a page finds out that it is old; everything else
/// is revalidated by ETag. Paths without a file and without an extension get `index.html` (the app routes
/// itself).
class StaticFiles {
public:
    /// `folder` may be empty: then only the API is served. "http/no_web_folder" when it is named but not
    /// there.
    static core::Result<StaticFiles> load(const std::string& folder);
    StaticFiles();
    StaticFiles(StaticFiles&&) noexcept;
    StaticFiles& operator=(StaticFiles&&) noexcept;
    ~StaticFiles();
    /// Nothing when no file answers this path. Handles GET, HEAD, If-None-Match, Accept-Encoding.
    [[nodiscard]] std::optional<Response> serve(const Request& request) const;
    /// Of the build, as its `version.txt` says; empty when there is none.
    [[nodiscard]] const std::string& version() const;
    /// The policy with the hashes of inline scripts found in the folder's `csp.txt`, made by the web build.
    [[nodiscard]] const std::string& content_security_policy() const;

private:
    struct Files;
    std::unique_ptr<Files> files_;
};

} // namespace panoh::http
