// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "cli/command_line.hpp"
#include "cli/plugin.hpp"
#include "io/deadline.hpp"
#include "io/network_options.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mpm {

enum class Format : std::uint8_t { Text, Json, Prometheus };

/// Nothing for an unknown word.
std::optional<Format> parseFormat(std::string_view word);

/// The options that mean the same in every plugin.
struct CommonOptions {
    NetworkOptions network;
    Seconds timeout{10};
    Status timeoutStatus = Status::Critical;
    Thresholds thresholds;
    Severities severities;
    std::vector<Label> labels; ///< --label, name and value, each name once
    Format format = Format::Text;
    int verbosity = 0;

    ReportParts parts() const;
};

/// Throws UsageError.
CommonOptions readCommonOptions(const CommandLine& line, const PluginDescription& plugin);

} // namespace mpm
