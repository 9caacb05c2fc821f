// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of docs/architecture.md that a compiler does not enforce, held against the sources as they are.
#include "check/ascii.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

using namespace mpm;
namespace fs = std::filesystem;
using List = std::vector<std::string>;

namespace {

struct Source {
    std::string path; ///< below the source folder: "common/check/range.cpp"
    std::string text;

    bool isIn(std::string_view folder) const { return path.starts_with(folder); }
    std::string fileName() const { return fs::path(path).filename().string(); }
};

/// The folders of common/ in their order: each may include itself and those before it.
const List layers{"check",    "io",        "dns",       "tls",    "http",    "mta_sts", "smtp", "submission",
                  "received", "retrieval", "catalogue", "survey", "sending", "explain", "net",  "cli"};

bool isCode(const fs::path& path)
{
    const auto extension = path.extension();
    return extension == ".cpp" || extension == ".hpp" || extension == ".cmake" || extension == ".sh" ||
           extension == ".py" || path.filename() == "CMakeLists.txt";
}

/// The sources in these folders. Fails where there are too few to mean anything.
std::vector<Source> sources(const List& folders)
{
    const fs::path root(SOURCE_DIR);
    std::vector<Source> all;
    for (const auto& folder : folders) {
        if (!fs::exists(root / folder)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            if (entry.is_regular_file() && isCode(entry.path())) {
                all.push_back({fs::relative(entry.path(), root).string(), test::contentOf(entry.path())});
            }
        }
    }
    REQUIRE(all.size() >= 10);
    return all;
}

std::vector<Source> shipped()
{
    return sources({"common", "plugins"});
}

std::vector<Source> everything()
{
    return sources({"common", "plugins", "tests", "cmake", "docs", "packaging"});
}

/// The layer that a path names: "io" for "common/io/failure.hpp"; empty elsewhere.
std::string layerOf(const std::string& path)
{
    const auto parts = split(path, '/');
    return parts.size() >= 3 && parts[0] == "common" ? parts[1] : "";
}

/// Everything but the network and the command line.
bool isCore(const Source& source)
{
    const auto layer = layerOf(source.path);
    return !layer.empty() && layer != "net" && layer != "cli";
}

/// The plugin that a file belongs to: "check_mx"; empty elsewhere.
std::string pluginOf(const Source& source)
{
    const auto parts = split(source.path, '/');
    return parts.size() >= 3 && parts[0] == "plugins" ? parts[1] : "";
}

/// "path: header" for every include of a header whose layer comes after the file's own.
List upwardIncludes(const std::vector<Source>& among)
{
    List found;
    for (const auto& source : among) {
        const auto own = std::find(layers.begin(), layers.end(), layerOf(source.path));
        for (auto later = own == layers.end() ? own : own + 1; later != layers.end(); ++later) {
            if (source.text.find(std::string("#inc") + "lude \"" + *later + "/") != std::string::npos) {
                found.push_back(source.path + ": " + *later);
            }
        }
    }
    return found;
}

/// "path: word" for every word that a file holds; `where` says which files may not.
List offenders(const std::vector<Source>& among, const List& words, const std::function<bool(const Source&)>& where)
{
    List found;
    for (const auto& source : among) {
        for (const auto& word : words) {
            if (where(source) && source.text.find(word) != std::string::npos) {
                found.push_back(source.path + ": " + word);
            }
        }
    }
    return found;
}

/// "path: word" for every word that has a plain one in its place, in whatever letter case.
List fancyWords(const std::vector<Source>& among)
{
    std::string spelled = "pat+ience spo+ken man+ners tel+ling do+or disg+uise";
    std::erase(spelled, '+'); // they are in two parts so that this file passes
    const auto words = splitWords(spelled);
    const auto isInside = [](const std::string& text, std::size_t at) {
        return at < text.size() && isAlphanumeric(text[at]);
    };
    List found;
    for (const auto& source : among) {
        const auto text = toLower(source.text);
        for (const auto& word : words) {
            for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
                if (!isInside(text, at - 1) && !isInside(text, at + word.size())) {
                    found.push_back(source.path + ": " + word);
                }
            }
        }
    }
    return found;
}

/// Put together, so that this file does not break its own rule.
const std::string include = std::string("#inc") + "lude ";

} // namespace

TEST_CASE("the search for offenders finds one")
{
    const std::vector<Source> planted{{"common/io/a.cpp", include + "<Poco/Net/Socket.h>\n"},
                                      {"common/net/b.cpp", include + "<Poco/Net/Socket.h>\n"}};
    CHECK(offenders(planted, {"<Poco/"}, isCore) == List{"common/io/a.cpp: <Poco/"});
    CHECK(pluginOf({"plugins/check_mx/judge.cpp", ""}) == "check_mx");
    CHECK(pluginOf({"plugins/CMakeLists.txt", ""}).empty());
}

TEST_CASE("Poco and OpenSSL's connections occur in common/net only, but for Poco's regular expressions")
{
    CHECK(offenders(shipped(), {include + "<Poco/", include + "<openssl/ssl.h>"}, [](const Source& source) {
              return !source.isIn("common/net/") && source.fileName() != "line_pattern.cpp";
          }) == List{});
}

TEST_CASE("Boost occurs in common/cli and in a plugin's options only")
{
    CHECK(offenders(shipped(), {include + "<boost/"}, [](const Source& source) {
              return !source.isIn("common/cli/") && !source.fileName().starts_with("options");
          }) == List{});
}

TEST_CASE("the core and the plugins open no sockets")
{
    CHECK(
        offenders(shipped(),
                  {include + "<sys/socket.h>", include + "<netdb.h>", include + "<poll.h>", include + "<sys/epoll.h>"},
                  [](const Source& source) { return !source.isIn("common/net/"); }) == List{});
}

TEST_CASE("no layer includes one above it, and the order names every folder of common/")
{
    const auto all = shipped();
    CHECK(upwardIncludes({{"common/io/a.cpp", include + "\"dns/name.hpp\"\n"}}) == List{"common/io/a.cpp: dns"});
    CHECK(upwardIncludes(all) == List{});
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "common")) {
        const auto name = entry.path().filename().string();
        CHECK((!entry.is_directory() || std::find(layers.begin(), layers.end(), name) != layers.end()));
    }
    CHECK(offenders(all, {include + "\"net/"}, [](const Source& source) { return source.isIn("common/cli/"); }) ==
          List{});
    CHECK(offenders(all, {include + "\"check_"}, [](const Source& source) { return source.isIn("common/"); }) ==
          List{});
}

TEST_CASE("only common/cli prints and ends the process")
{
    CHECK(offenders(shipped(),
                    {"std::cout", "std::cerr", "std::clog", " printf(", ":printf(", "fprintf(", "puts(", "exit(",
                     "abort(", "std::terminate", "STDOUT_FILENO", "STDERR_FILENO", include + "<iostream>"},
                    [](const Source& source) { return !source.isIn("common/cli/"); }) == List{});
}

TEST_CASE("a verdict looks at what was seen: no network, no command line, no clock")
{
    CHECK(offenders(shipped(),
                    {include + "\"net/", include + "\"cli/", include + "\"tls/channel.hpp",
                     include + "\"io/resolver.hpp", "Clock::now", "system_clock", "time(nullptr)"},
                    [](const Source& source) { return source.fileName().starts_with("judge"); }) == List{});
}

TEST_CASE("a probe and a verdict of a plugin know only the core")
{
    CHECK(offenders(shipped(), {include + "\"net/", include + "\"cli/"}, [](const Source& source) {
              return !pluginOf(source).empty() && source.fileName() != "main.cpp" &&
                     !source.fileName().starts_with("options");
          }) == List{});
}

TEST_CASE("no plugin includes another")
{
    List found;
    for (const auto& source : shipped()) {
        const auto own = pluginOf(source);
        const auto opening = include + "\"check_";
        for (auto at = source.text.find(opening); at != std::string::npos; at = source.text.find(opening, at + 1)) {
            const auto name = source.text.substr(at + include.size() + 1);
            if (!own.empty() && !name.starts_with(own + "/")) {
                found.push_back(source.path);
            }
        }
    }
    CHECK(found == List{});
}

TEST_CASE("nothing depends on the locale")
{
    // std::locale("") aborts where LANG names a locale that was never generated. Where nobody sets another, what
    // decimals.cpp calls has the one named "C".
    CHECK(offenders(shipped(), {"std::locale", "setlocale", "std::isalpha", "std::tolower", "std::stod", "_lz("},
                    [](const Source&) { return true; }) == List{});
    CHECK(offenders(shipped(), {"strtod("},
                    [](const Source& source) { return source.path != "common/check/decimals.cpp"; }) == List{});
}

TEST_CASE("no file is longer than 400 lines")
{
    List found;
    for (const auto& source : everything()) {
        if (const auto lines = std::count(source.text.begin(), source.text.end(), '\n'); lines > 400) {
            found.push_back(source.path + ": " + std::to_string(lines));
        }
    }
    CHECK(found == List{});
}

TEST_CASE("every source names its licence at the top, every header is included once")
{
    List found;
    for (const auto& source : everything()) {
        auto top = source.text.substr(0, source.text.find('\n'));
        if (top.starts_with("#!")) {
            top = source.text.substr(top.size() + 1, source.text.find('\n', top.size() + 1) - top.size() - 1);
        }
        if (!top.ends_with("SPDX-License-Identifier: GPL-3.0-or-later")) {
            found.push_back(source.path + ": licence");
        }
        if (source.path.ends_with(".hpp") && source.text.find("\n#pragma once\n") == std::string::npos) {
            found.push_back(source.path + ": pragma once");
        }
    }
    CHECK(found == List{});
}

TEST_CASE("a header that names integers of a fixed width includes where they come from")
{
    // Compilers differ in what other headers of the library bring along.
    List found;
    for (const auto& source : everything()) {
        const bool names = source.text.find("std::uint") != std::string::npos ||
                           source.text.find("std::int8_t") != std::string::npos ||
                           source.text.find("std::int64_t") != std::string::npos;
        if (source.path.ends_with(".hpp") && names && source.text.find("#include <cstdint>") == std::string::npos) {
            found.push_back(source.path);
        }
    }
    CHECK(found == List{});
}

TEST_CASE("nothing in the sources is left for later")
{
    // In two parts, so that this file passes. A row of X alone is a template of mkdtemp, or a censored STARTTLS.
    CHECK(offenders(everything(),
                    {"TO"
                     "DO",
                     "FIX"
                     "ME",
                     "HA"
                     "CK",
                     "XX"
                     "X:",
                     "// XX"
                     "X"},
                    [](const Source&) { return true; }) == List{});
}

TEST_CASE("code calls things by plain words")
{
    const auto planted = std::string("// Spo") + "ken_ of indoors, where it disguises";
    CHECK(fancyWords({{"a.cpp", planted}}) == List{std::string("a.cpp: spo") + "ken"});
    CHECK(fancyWords(everything()) == List{});
}

TEST_CASE("ctest can hand every test's name to Catch2: none begins like an option or holds a semicolon")
{
    const std::string opening = "TEST_CASE(\"";
    List found;
    for (const auto& source : everything()) {
        for (auto at = source.text.find(opening); at != std::string::npos; at = source.text.find(opening, at + 1)) {
            const auto begin = at + opening.size();
            const auto name = source.text.substr(begin, source.text.find('"', begin) - begin);
            if (name.starts_with('-') || name.find(';') != std::string::npos) {
                found.push_back(source.path + ": " + name);
            }
        }
    }
    CHECK(found == List{});
}

TEST_CASE("no file is named for being handy instead of for what it holds")
{
    List found;
    for (const auto& source : everything()) {
        for (const auto* word : {"util", "helper", "common.hpp", "misc"}) {
            if (source.fileName().find(word) != std::string::npos) {
                found.push_back(source.path);
            }
        }
    }
    CHECK(found == List{});
}
