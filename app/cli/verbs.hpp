#pragma once

#include "app/cli/options.hpp"
#include "app/cli/report.hpp"

#include <stop_token>

namespace rushlight::app {

// One function a verb. Each tells its outcome through the report and throws what went wrong.

void run(const FilmOptions& options, Report& report, const std::stop_token& stop);
void run(const GenerateOptions& options, Report& report, const std::stop_token& stop);
void run(const NewOptions& options, Report& report, const std::stop_token& stop);
void run(const ImportOptions& options, Report& report, const std::stop_token& stop);
void run(const HistoryOptions& options, Report& report, const std::stop_token& stop);
void run(const EditOptions& options, Report& report, const std::stop_token& stop);
void run(const ExportOptions& options, Report& report, const std::stop_token& stop);
void run(const VerifyOptions& options, Report& report, const std::stop_token& stop);
void run(const OpenOptions& options, Report& report, const std::stop_token& stop);
void run(const TakeOptions& options, Report& report, const std::stop_token& stop);
void run(const CastOptions& options, Report& report, const std::stop_token& stop);
void run(const ModelsOptions& options, Report& report, const std::stop_token& stop);
void run(const DoctorOptions& options, Report& report, const std::stop_token& stop);

} // namespace rushlight::app
