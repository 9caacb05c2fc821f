// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/publish.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {

std::string txtLine(const std::string& name, std::string_view text)
{
    constexpr std::size_t longest = 255;
    std::string line = name + (name.ends_with('.') ? "" : ".") + " IN TXT";
    do {
        line += " \"";
        for (const char c : text.substr(0, longest)) {
            line += (c == '"' || c == '\\' ? "\\" : "");
            line += c;
        }
        line += '"';
        text = text.substr(std::min(longest, text.size()));
    } while (!text.empty());
    return line;
}

std::string txtLine(const DnsName& name, std::string_view text)
{
    return txtLine(name.toString(), text);
}

std::string publish(const DnsName& name, std::string_view text)
{
    return "Publish: " + txtLine(name, text);
}

} // namespace mpm::checkMailAuth
