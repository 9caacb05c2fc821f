// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::test {

/// One metric as a consumer of plugin output understands it.
struct PerfItem {
    std::string label;
    double value = 0;
    std::string unit;
    std::string warning; ///< as written; empty for none
    std::string critical;
    std::optional<double> min;
    std::optional<double> max;

    bool operator==(const PerfItem&) const = default;
};

/// What a consumer took out of a plugin's output.
struct PluginOutput {
    std::string status; ///< "OK", "WARNING", "CRITICAL" or "UNKNOWN" of line 1 (guidelines only)
    std::string text;   ///< all without the perfdata
    std::vector<PerfItem> metrics;
    std::vector<std::string> dropped; ///< what the consumer threw away, with its reason (Icinga only)
};

class GrammarError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The Monitoring Plugins guidelines, strictly: line 1 is `SERVICE STATUS - text`, perfdata stand
/// behind the only `|` of the whole output, on line 1, and each is
/// 'label'=value[UOM];[warn];[crit];[min];[max] with limits in the range syntax.
/// Throws GrammarError that says what is wrong and where.
PluginOutput readAsGuidelines(std::string_view output);

/// As Icinga 2 does it, never failing: on every line the first `|` with a later `=` starts perfdata;
/// `::` in a label becomes a prefix of the labels behind it; values with a comma are thrown away;
/// limits count only as plain numbers; seconds, bytes and the like are turned into base units.
PluginOutput readAsIcinga(std::string_view output);

/// What of the output could do harm to a terminal, a log, a web page or a shell: control octets other
/// than line ends, DEL, invalid UTF-8, `<`, `>`, backtick, `$(`, U+0080 to U+009F. Empty when it is clean.
std::string harmIn(std::string_view output);

/// Whether the text is UTF-8 throughout (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
bool isUtf8(std::string_view text);

} // namespace mpm::test
