#include "storage/jobs_table.hpp"

#include "storage/enum_text.hpp"

#include <algorithm>
#include <array>

namespace rushlight::storage {

namespace {

constexpr std::array<const char*, 7> state_words{
    "queued", "assigned", "running", "done", "failed", "cancelled", "quarantined"};
constexpr int workers_a_job_may_kill = 2;

const std::string columns = "id, kind, request, asset, state, position, attempt, workers_killed,"
                            " worker, progress, stage, error_code, error, created, started,"
                            " finished FROM jobs ";

JobRow read(const Statement& row)
{
    JobRow job;
    job.id = row.integer(0);
    job.kind = row.text(1);
    job.request = row.text(2);
    job.asset = row.integer_if(3);
    job.state = from_word<JobState>(state_words, row.text(4));
    job.position = row.integer(5);
    job.attempt = static_cast<int>(row.integer(6));
    job.workers_killed = static_cast<int>(row.integer(7));
    job.worker = row.integer_if(8);
    job.progress = row.real(9);
    job.stage = row.text(10);
    job.error_code = row.text(11);
    job.error = row.text(12);
    job.created = row.moment(13);
    job.started = row.is_null(14) ? std::nullopt : std::optional(row.moment(14));
    job.finished = row.is_null(15) ? std::nullopt : std::optional(row.moment(15));
    return job;
}

} // namespace

std::int64_t queue_job(Database& database,
                       const std::string& kind,
                       const std::string& request,
                       std::optional<std::int64_t> asset,
                       Moment created)
{
    database.run("INSERT INTO jobs (kind, request, asset, state, position, attempt,"
                 " workers_killed, progress, stage, error_code, error, created) VALUES (?1, ?2,"
                 " ?3, 'queued', (SELECT coalesce(max(position), 0) + 1 FROM jobs), 0, 0, 0, '',"
                 " '', '', ?4)",
                 kind,
                 request,
                 asset,
                 created);
    return database.last_id();
}

bool assign_job(Database& database, std::int64_t id, std::int64_t worker, Moment started)
{
    return database.run("UPDATE jobs SET state = 'assigned', worker = ?2, started = ?3,"
                        " attempt = attempt + 1, progress = 0, stage = ''"
                        " WHERE id = ?1 AND state = 'queued'",
                        id,
                        worker,
                        started) > 0;
}

bool run_job(Database& database, std::int64_t id)
{
    return database.run("UPDATE jobs SET state = 'running' WHERE id = ?1 AND state = 'assigned'",
                        id) > 0;
}

bool report_progress(Database& database, std::int64_t id, double progress, const std::string& stage)
{
    if (!(progress >= 0 && progress <= 1)) {
        throw StorageError(StorageError::Code::invalid,
                           "a progress of " + std::to_string(progress) + " is not in 0 … 1");
    }
    return database.run("UPDATE jobs SET progress = ?2, stage = ?3"
                        " WHERE id = ?1 AND state = 'running'",
                        id,
                        progress,
                        stage) > 0;
}

bool finish_job(Database& database, std::int64_t id, Moment finished)
{
    return database.run("UPDATE jobs SET state = 'done', progress = 1, worker = NULL,"
                        " finished = ?2 WHERE id = ?1 AND state IN ('assigned', 'running')",
                        id,
                        finished) > 0;
}

bool fail_job(Database& database,
              std::int64_t id,
              const std::string& code,
              const std::string& sentence,
              Moment finished)
{
    return database.run("UPDATE jobs SET state = 'failed', worker = NULL, error_code = ?2,"
                        " error = ?3, finished = ?4 WHERE id = ?1"
                        " AND state IN ('queued', 'assigned', 'running')",
                        id,
                        code,
                        sentence,
                        finished) > 0;
}

bool cancel_job(Database& database, std::int64_t id, Moment finished)
{
    return database.run("UPDATE jobs SET state = 'cancelled', worker = NULL, finished = ?2"
                        " WHERE id = ?1 AND state IN ('queued', 'assigned', 'running')",
                        id,
                        finished) > 0;
}

std::optional<JobState> worker_lost(Database& database, std::int64_t id, Moment finished)
{
    Transaction transaction(database);
    auto job = find_job(database, id);
    if (!job || (job->state != JobState::assigned && job->state != JobState::running)) {
        return std::nullopt;
    }
    const int killed = job->workers_killed + 1;
    const bool again = killed < workers_a_job_may_kill;
    database.run("UPDATE jobs SET state = ?2, workers_killed = ?3, worker = NULL, progress = 0,"
                 " stage = '', error_code = ?4, error = ?5, finished = ?6 WHERE id = ?1",
                 id,
                 again ? "queued" : "quarantined",
                 killed,
                 again ? "" : "worker_lost",
                 again ? "" : "this job ended two workers; change its request before trying again",
                 again ? std::nullopt : std::optional(finished));
    transaction.commit();
    return again ? JobState::queued : JobState::quarantined;
}

bool requeue_job(Database& database, std::int64_t id)
{
    return database.run("UPDATE jobs SET state = 'queued', attempt = 0, workers_killed = 0,"
                        " progress = 0, stage = '', error_code = '', error = '', started = NULL,"
                        " finished = NULL, position = (SELECT max(position) + 1 FROM jobs)"
                        " WHERE id = ?1 AND state IN"
                        " ('done', 'failed', 'cancelled', 'quarantined')",
                        id) > 0;
}

std::int64_t return_interrupted_jobs(Database& database)
{
    return database.run("UPDATE jobs SET state = 'queued', worker = NULL, progress = 0,"
                        " stage = '' WHERE state IN ('assigned', 'running')");
}

void reorder_jobs(Database& database, const std::vector<std::int64_t>& ids)
{
    Transaction transaction(database);
    std::vector<std::int64_t> places;
    for (const std::int64_t id : ids) {
        const auto place =
            database.integer("SELECT position FROM jobs WHERE id = ?1 AND state = 'queued'", id);
        if (!place) {
            throw StorageError(StorageError::Code::invalid,
                               "job " + std::to_string(id) + " does not wait in the queue");
        }
        places.push_back(*place);
    }
    std::sort(places.begin(), places.end());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        database.run("UPDATE jobs SET position = ?2 WHERE id = ?1", ids[i], places[i]);
    }
    transaction.commit();
}

std::optional<JobRow> find_job(Database& database, std::int64_t id)
{
    Statement found = database.prepare("SELECT " + columns + "WHERE id = ?1");
    return found.with(id).step() ? std::optional(read(found)) : std::nullopt;
}

std::optional<JobRow> next_job(Database& database)
{
    Statement found = database.prepare("SELECT " + columns +
                                       "WHERE state = 'queued' ORDER BY position, id LIMIT 1");
    return found.step() ? std::optional(read(found)) : std::nullopt;
}

std::vector<JobRow> list_jobs(Database& database, std::optional<JobState> state)
{
    Statement found = database.prepare("SELECT " + columns +
                                       "WHERE ?1 IS NULL OR state = ?1 ORDER BY position, id");
    found.with(state ? std::optional(to_text(*state)) : std::nullopt);
    std::vector<JobRow> jobs;
    while (found.step()) {
        jobs.push_back(read(found));
    }
    return jobs;
}

const char* to_text(JobState state)
{
    return to_word(state_words, state);
}

} // namespace rushlight::storage
