// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_folders.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "retrieval/folder_kind.hpp"
#include "retrieval/imap_login.hpp"
#include "retrieval/modified_utf7.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t longestName = 1000;
constexpr std::string_view inbox = "INBOX";

bool sameFolder(const std::string& a, const std::string& b)
{
    return a == b || (equalIgnoringCase(a, inbox) && equalIgnoringCase(b, inbox));
}

std::optional<ImapFolder> folderOf(const ImapResponse& response)
{
    const auto& values = response.values;
    if (values.size() < 3 || !values[0].isList() || values[2].isList() || values[2].text.empty() ||
        values[2].text.size() > longestName || values[2].omitted > 0) {
        return std::nullopt;
    }
    ImapFolder folder;
    for (const auto& flag : values[0].items) {
        folder.flaggedJunk = folder.flaggedJunk || flag.isAtom("\\Junk");
        folder.selectable = folder.selectable && !flag.isAtom("\\Noselect") && !flag.isAtom("\\NonExistent");
    }
    folder.delimiter = values[1].kind == ImapValue::Kind::String ? values[1].text : "";
    folder.wire = values[2].text;
    folder.name = fromModifiedUtf7(folder.wire).value_or(folder.wire);
    return imapQuoted(folder.wire) ? std::optional(folder) : std::nullopt;
}

/// As the user wrote it, with the server's delimiter in place of "/".
std::string withDelimiter(std::string name, const std::string& delimiter)
{
    if (delimiter.size() == 1) {
        std::replace(name.begin(), name.end(), '/', delimiter.front());
    }
    return name;
}

ImapFolder unlisted(const std::string& name)
{
    ImapFolder folder;
    folder.name = name;
    folder.wire = toModifiedUtf7(name).value_or(name);
    return folder;
}

} // namespace

bool ImapFolder::isJunk() const
{
    const auto end = delimiter.empty() ? std::string::npos : name.rfind(delimiter);
    return flaggedJunk || isJunkName(name) ||
           (end != std::string::npos && isJunkName(std::string_view(name).substr(end + delimiter.size())));
}

std::vector<ImapFolder> foldersIn(const std::vector<ImapResponse>& responses)
{
    std::vector<ImapFolder> folders;
    for (const auto& response : responses) {
        if (response.name == "LIST") {
            if (auto folder = folderOf(response)) {
                folders.push_back(std::move(*folder));
            }
        }
    }
    return folders;
}

ImapExchange listFolders(ImapSession& session)
{
    const bool extended = session.has("SPECIAL-USE") && (session.has("LIST-EXTENDED") || session.has("IMAP4REV2"));
    return session.command(RetrievalStep::Folders,
                           std::string("LIST \"\" \"*\"") + (extended ? " RETURN (SPECIAL-USE)" : ""), {"LIST"});
}

std::vector<ImapFolder> chosenFolders(const std::vector<ImapFolder>& all, const std::vector<std::string>& names)
{
    std::vector<ImapFolder> chosen;
    const auto add = [&](const ImapFolder& folder) {
        const bool known = std::any_of(chosen.begin(), chosen.end(),
                                       [&](const ImapFolder& each) { return sameFolder(each.name, folder.name); });
        if (!known) {
            chosen.push_back(folder);
        }
    };
    const auto addNamed = [&](const std::string& name) {
        auto found =
            std::find_if(all.begin(), all.end(), [&](const ImapFolder& each) { return sameFolder(each.name, name); });
        if (found == all.end()) {
            found = std::find_if(all.begin(), all.end(), [&](const ImapFolder& each) {
                return sameFolder(each.name, withDelimiter(name, each.delimiter));
            });
        }
        add(found == all.end() ? unlisted(name) : *found);
    };
    if (!names.empty()) {
        std::for_each(names.begin(), names.end(), addNamed);
        return chosen;
    }
    addNamed(std::string(inbox));
    const auto junkBy = [&](auto&& is) {
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const ImapFolder& each) { return each.selectable && is(each); });
        if (found != all.end()) {
            add(*found);
        }
        return found != all.end();
    };
    if (!junkBy([](const ImapFolder& each) { return each.flaggedJunk; })) {
        junkBy([](const ImapFolder& each) { return each.isJunk(); });
    }
    return chosen;
}

ImapFolderOpening openFolder(ImapSession& session, const ImapFolder& folder, ImapAccess access)
{
    ImapFolderOpening opening;
    const std::string verb = access == ImapAccess::Look ? "EXAMINE " : "SELECT ";
    const auto quoted = imapQuoted(folder.wire);
    if (!quoted) {
        opening.exchange.step = RetrievalStep::Open;
        opening.exchange.failure = Failure{FailureKind::Protocol, "there can't be a folder of this name"};
        return opening;
    }
    opening.exchange = session.command(RetrievalStep::Open, verb + std::string(quoted->reveal()), {"OK"});
    for (const auto& response : opening.exchange.data) {
        if (response.code == "UIDVALIDITY") {
            opening.state.uidValidity = parseWhole<std::uint32_t>(response.codeText).value_or(0);
        }
    }
    for (const auto& response : opening.exchange.data) {
        if (response.code == "UIDNOTSTICKY") {
            opening.state.uidValidity = 0;
        }
    }
    opening.state.readOnly = opening.exchange.completion && opening.exchange.completion->code == "READ-ONLY";
    return opening;
}

} // namespace mpm
