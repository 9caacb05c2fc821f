// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_banner/policy.hpp"
#include "cli/common_options.hpp"
#include "cli/plugin.hpp"
#include "survey/survey.hpp"

namespace mpm::checkSmtpBanner {

PluginDescription description();

struct Options {
    SurveyPlan plan;
    Policy policy;
};

/// Throws UsageError.
Options readOptions(const CommandLine& line, const CommonOptions& common);

} // namespace mpm::checkSmtpBanner
