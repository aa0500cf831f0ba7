#pragma once

#include "storage/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {

/// queued → assigned → running → done | failed | cancelled. A worker's death leads back to queued,
/// the second one of the same job to quarantined.
enum class JobState { queued, assigned, running, done, failed, cancelled, quarantined };

struct JobRow {
    std::int64_t id = 0;      ///< given by queue_job; never used twice
    std::string kind = {};    ///< the caller's word: "generate", "export"
    std::string request = {}; ///< JSON
    std::optional<std::int64_t> asset = {};
    JobState state = JobState::queued;
    std::int64_t position = 0; ///< place in the queue, ascending
    int attempt = 0;           ///< how often it was given to a worker
    int workers_killed = 0;
    std::optional<std::int64_t> worker = {}; ///< process id, while assigned or running
    double progress = 0;                     ///< 0 … 1
    std::string stage = {};
    std::string error_code = {}; ///< when failed: the worker's code, and its sentence
    std::string error = {};
    Moment created;
    std::optional<Moment> started = {};
    std::optional<Moment> finished = {};
};

/// Puts a job at the end of the queue.
std::int64_t queue_job(Database& database,
                       const std::string& kind,
                       const std::string& request,
                       std::optional<std::int64_t> asset = {},
                       Moment created = now());

// Each step is false, and changes nothing, when the job is not in a state that the step leaves.
bool assign_job(Database& database, std::int64_t id, std::int64_t worker, Moment started = now());
bool run_job(Database& database, std::int64_t id);
/// Running jobs only. Throws invalid unless progress is in 0 … 1. Costs an fsync: about once a
/// second is enough, the rest belongs to the window.
bool report_progress(Database& database,
                     std::int64_t id,
                     double progress,
                     const std::string& stage);
bool finish_job(Database& database, std::int64_t id, Moment finished = now());
bool fail_job(Database& database,
              std::int64_t id,
              const std::string& code,
              const std::string& sentence,
              Moment finished = now());
/// Anything not yet ended.
bool cancel_job(Database& database, std::int64_t id, Moment finished = now());
/// The worker that had the job died: back to queued at its old place, or quarantined when it was
/// the second. The state it is in now; nothing when no worker had it.
std::optional<JobState> worker_lost(Database& database, std::int64_t id, Moment finished = now());
/// Ended jobs go back to the end of the queue, with a clean record.
bool requeue_job(Database& database, std::int64_t id);
/// Jobs that a dead studio had given to workers return to the queue; it does not count against
/// them. Project::open calls this.
std::int64_t return_interrupted_jobs(Database& database);
/// Gives the queued jobs named the order named, at the places that they hold.
void reorder_jobs(Database& database, const std::vector<std::int64_t>& ids);

[[nodiscard]] std::optional<JobRow> find_job(Database& database, std::int64_t id);
[[nodiscard]] std::optional<JobRow> next_job(Database& database); ///< the first one queued
/// In the order of the queue.
[[nodiscard]] std::vector<JobRow> list_jobs(Database& database, std::optional<JobState> state = {});
[[nodiscard]] const char* to_text(JobState state);

} // namespace rushlight::storage
