// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/markup.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm::pasted {
namespace {

constexpr std::array entities{std::pair{"&lt;", '<'},    std::pair{"&gt;", '>'},   std::pair{"&amp;", '&'},
                              std::pair{"&quot;", '"'},  std::pair{"&#39;", '\''}, std::pair{"&nbsp;", ' '},
                              std::pair{"&apos;", '\''}, std::pair{"&#160;", ' '}};

/// Those behind which text goes on in the same line.
constexpr std::array inlineTags{"a",    "b",    "i",  "u",   "em",    "strong", "span",
                                "font", "code", "tt", "o:p", "small", "wbr"};

std::string nameOfTag(std::string_view tag)
{
    const auto begin = tag.find_first_not_of('/');
    return begin == std::string_view::npos ? std::string()
                                           : toLower(tag.substr(begin, tag.find_first_of(" \t\r\n/>", begin) - begin));
}

} // namespace

std::string withoutMarkup(std::string_view html)
{
    std::string text;
    text.reserve(html.size());
    bool blank = false;
    for (std::size_t at = 0; at < html.size(); ++at) {
        if (html[at] == '<') {
            const auto end = html.find('>', at);
            if (end == std::string_view::npos) {
                break;
            }
            const auto name = nameOfTag(html.substr(at + 1, std::min<std::size_t>(end - at - 1, 40)));
            const bool closes = html[at + 1] == '/' || html[end - 1] == '/';
            at = end;
            if ((name == "style" || name == "script") && !closes) {
                const auto close = html.find("</", end);
                at = close == std::string_view::npos ? html.size() : close - 1;
            }
            const bool staysInLine =
                std::any_of(inlineTags.begin(), inlineTags.end(), [&](const char* tag) { return name == tag; });
            text += staysInLine ? "" : "\n";
            blank = false;
        } else if (html[at] == '&') {
            const auto* entity = std::find_if(entities.begin(), entities.end(), [&](const auto& each) {
                return html.substr(at).starts_with(each.first);
            });
            text += entity == entities.end() ? '&' : entity->second;
            at += entity == entities.end() ? 0 : std::string_view(entity->first).size() - 1;
            blank = false;
        } else if (html[at] == ' ' || html[at] == '\t' || html[at] == '\r' || html[at] == '\n') {
            text += blank ? "" : " ";
            blank = true;
        } else {
            text += html[at];
            blank = false;
        }
    }
    return text;
}

} // namespace mpm::pasted
