// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

/// What a line of a pasted text is, by itself; lines have no end.
namespace mpm::pasted {

/// Whether a copy of the returned message begins below.
bool isAboveCopy(std::string_view line);

/// Whether a line begins as an entry of a log does: "Nov 28 10:00:00", "2026-11-28T10:00:00", "@4000000065", "<22>".
bool isLogEntry(std::string_view line);

/// Whether the text is a log, which has its newest line at the end: one of its first lines is an entry.
bool isLog(std::string_view text);

/// Blanks and tabs at the front of a line.
std::size_t indentOf(std::string_view line);

/// "<a@b>: ..." at the left edge.
bool beginsWithAddress(std::string_view line);

/// Without the mark of a list's item: "-- 550 Invalid Recipient", "* a@b".
std::string_view withoutItemMark(std::string_view line);

/// A command as one types it by hand: "MAIL FROM:<a@b>", "data", "EHLO host", ".".
bool isTypedCommand(std::string_view words);

/// What telnet, and qmail, say for themselves between the replies.
bool isClientsOwnWord(std::string_view words);

/// "Subject: ...", which may be any text.
bool isSubject(std::string_view line);

/// "(host x said: ...": why a message is still in the queue, as mailq says it.
bool isReasonInQueue(std::string_view words);

/// What Exchange's protocol log has behind the direction of an entry, ",>," or ",<,"; empty for any other line.
std::string_view loggedLine(std::string_view line);

} // namespace mpm::pasted
