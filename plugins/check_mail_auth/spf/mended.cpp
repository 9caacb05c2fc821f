// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/mended.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

/// "-all", "~all", ... without regard to case.
bool isAll(std::string_view word)
{
    if (!word.empty() && std::string_view("+-~?").find(word.front()) != std::string_view::npos) {
        word.remove_prefix(1);
    }
    return equalIgnoringCase(word, "all");
}

/// The lower, the stricter.
std::size_t leniency(std::string_view all)
{
    return std::min(std::string_view("-~?").find(all.front()), std::size_t{3});
}

bool isRedirect(std::string_view word)
{
    return startsWithIgnoringCase(word, "redirect=");
}

} // namespace

std::string withSender(std::string_view record, const IpAddress& address)
{
    const auto term = (address.family() == Family::IPv4 ? "ip4:" : "ip6:") + address.toString();
    auto words = splitWords(record);
    const bool refusesSome =
        std::any_of(words.begin() + (words.empty() ? 0 : 1), words.end(), [](const std::string& word) {
            return std::string_view("-~?").find(word.front()) != std::string_view::npos && !isAll(word);
        });
    if (refusesSome) { // what comes first decides
        words.insert(words.begin() + 1, term);
        return join(words, " ");
    }
    const auto end = std::find_if(words.begin(), words.end(),
                                  [](const std::string& word) { return isAll(word) || isRedirect(word); });
    words.insert(end, term);
    return join(words, " ");
}

std::string withoutTerm(std::string_view record, std::string_view term)
{
    auto words = splitWords(record);
    words.erase(std::remove(words.begin(), words.end(), term), words.end());
    if (std::none_of(words.begin(), words.end(),
                     [](const std::string& word) { return isAll(word) || isRedirect(word); })) {
        words.emplace_back("-all");
    }
    return join(words, " ");
}

std::string joined(const std::vector<std::string>& records)
{
    std::vector<std::string> words{"v=spf1"};
    std::string all;
    std::string redirect;
    for (const auto& record : records) {
        const auto terms = splitWords(record);
        for (std::size_t i = 1; i < terms.size(); ++i) {
            if (isAll(terms[i])) {
                all = all.empty() || leniency(terms[i]) < leniency(all) ? terms[i] : all;
            } else if (isRedirect(terms[i])) {
                redirect = terms[i].substr(terms[i].find('=') + 1);
            } else {
                addOnce(words, terms[i]);
            }
        }
    }
    if (!redirect.empty()) { // beside all it counts for nothing, and it may be there once
        addOnce(words, "include:" + redirect);
    }
    words.push_back(all.empty() ? "~all" : all);
    return join(words, " ");
}

} // namespace mpm::checkMailAuth
