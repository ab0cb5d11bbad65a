-- Reads what `planlint export` wrote below tables/, and writes it as Parquet; made by `make docs`.

COPY (
    SELECT *, hash(repository) % 16 AS part
    FROM read_json('tables/**/items.jsonl', format = 'newline_delimited', columns = {
        'schema': 'VARCHAR',
        'repository': 'VARCHAR',
        'commit': 'VARCHAR',
        'as_of': 'DATE',
        'item': 'VARCHAR',
        'kind': 'VARCHAR',
        'id': 'VARCHAR',
        'title': 'VARCHAR',
        'path': 'VARCHAR',
        'line': 'BIGINT',
        'status': 'VARCHAR',
        'state': 'VARCHAR',
        'open': 'BOOLEAN',
        'begun': 'BOOLEAN',
        'in_force': 'BOOLEAN',
        'reported': 'VARCHAR',
        'last_reported': 'DATE',
        'stale': 'BOOLEAN',
        'progress': 'DOUBLE',
        'rests_on': 'BIGINT',
        'of': 'BIGINT',
        'expected': 'DOUBLE',
        'pace': 'DOUBLE',
        'score': 'DOUBLE',
        'review_score': 'DOUBLE',
        'owner': 'VARCHAR',
        'teams': 'VARCHAR[]',
        'start': 'DATE',
        'due': 'DATE',
        'parents': 'VARCHAR[]',
        'chain': 'VARCHAR[]',
        'priority': 'DOUBLE',
        'weight': 'DOUBLE',
        'confidence': 'DOUBLE',
        'steps': 'BIGINT',
        'steps_reached': 'BIGINT',
        'active': 'BOOLEAN',
        'period': 'VARCHAR',
        'commitment': 'VARCHAR',
        'cadence': 'VARCHAR',
        'note': 'VARCHAR',
        'reason': 'VARCHAR',
        'evidence': 'VARCHAR',
        'continues': 'VARCHAR',
        'serves': 'VARCHAR',
        'github': 'VARCHAR',
        'with': 'VARCHAR[]',
        'tags': 'VARCHAR[]',
        'formerly': 'VARCHAR[]',
        'depends_on': 'VARCHAR[]',
        'members': 'VARCHAR[]',
        'metric_name': 'VARCHAR',
        'metric_unit': 'VARCHAR',
        'metric_direction': 'VARCHAR',
        'metric_baseline': 'DOUBLE',
        'metric_target': 'DOUBLE',
        'metric_current': 'DOUBLE',
        'metric_as_of': 'DATE',
        'metric_target_by': 'DATE',
        'fields_json': 'VARCHAR'
    })
) TO 'parquet/items' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (part), OVERWRITE);

COPY (
    SELECT *, year(day) AS year
    FROM read_json('tables/**/changes.jsonl', format = 'newline_delimited', columns = {
        'schema': 'VARCHAR',
        'repository': 'VARCHAR',
        'commit': 'VARCHAR',
        'as_of': 'DATE',
        'head': 'VARCHAR',
        'date': 'TIMESTAMP',
        'day': 'DATE',
        'author_date': 'TIMESTAMP',
        'author': 'VARCHAR',
        'email': 'VARCHAR',
        'subject': 'VARCHAR',
        'verb': 'VARCHAR',
        'kind': 'VARCHAR',
        'item': 'VARCHAR',
        'title': 'VARCHAR',
        'path': 'VARCHAR',
        'key': 'VARCHAR',
        'before_number': 'DOUBLE',
        'before_text': 'VARCHAR',
        'before_date': 'DATE',
        'before_json': 'VARCHAR',
        'after_number': 'DOUBLE',
        'after_text': 'VARCHAR',
        'after_date': 'DATE',
        'after_json': 'VARCHAR',
        'goalpost': 'BOOLEAN',
        'reason': 'VARCHAR'
    })
) TO 'parquet/changes' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year), OVERWRITE);

COPY (
    SELECT *, year(day) AS year
    FROM read_json('tables/**/points.jsonl', format = 'newline_delimited', columns = {
        'schema': 'VARCHAR',
        'repository': 'VARCHAR',
        'commit': 'VARCHAR',
        'as_of': 'DATE',
        'head': 'VARCHAR',
        'date': 'TIMESTAMP',
        'day': 'DATE',
        'item': 'VARCHAR',
        'title': 'VARCHAR',
        'baseline': 'DOUBLE',
        'target': 'DOUBLE',
        'current': 'DOUBLE',
        'current_as_of': 'DATE',
        'progress': 'DOUBLE',
        'score': 'DOUBLE',
        'confidence': 'DOUBLE',
        'status': 'VARCHAR',
        'due': 'DATE',
        'reached': 'VARCHAR[]',
        'steps': 'VARCHAR[]',
        'steps_due': 'DATE[]'
    })
) TO 'parquet/points' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year), OVERWRITE);

COPY (
    SELECT *, hash(repository) % 16 AS part
    FROM read_json('tables/**/findings.jsonl', format = 'newline_delimited', columns = {
        'schema': 'VARCHAR',
        'repository': 'VARCHAR',
        'commit': 'VARCHAR',
        'as_of': 'DATE',
        'code': 'VARCHAR',
        'name': 'VARCHAR',
        'severity': 'VARCHAR',
        'message': 'VARCHAR',
        'path': 'VARCHAR',
        'line': 'BIGINT',
        'column': 'BIGINT',
        'item': 'VARCHAR',
        'key': 'VARCHAR',
        'help': 'VARCHAR'
    })
) TO 'parquet/findings' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (part), OVERWRITE);
