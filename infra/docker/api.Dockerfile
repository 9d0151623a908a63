# API, worker and every other `cashbeat` command. Build from the repository's root:
#   docker build -f infra/docker/api.Dockerfile -t cashbeat-api .
FROM python:3.12-slim AS build
WORKDIR /app
RUN pip install --no-cache-dir 'uv>=0.9'
COPY apps/api/requirements.txt apps/api/requirements.txt
RUN uv venv /opt/venv \
 && uv pip install --python /opt/venv/bin/python --require-hashes -r apps/api/requirements.txt
COPY pyproject.toml ./
COPY apps/api/src apps/api/src
RUN uv pip install --python /opt/venv/bin/python --no-deps .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 cashbeat
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CASHBEAT_ENVIRONMENT=production \
    CASHBEAT_DATA_DIR=/tmp/cashbeat
USER cashbeat
EXPOSE 8000
CMD ["uvicorn", "cashbeat.main:app", "--host", "0.0.0.0", "--port", "8000", \
     "--http", "cashbeat.core.deadlines:DeadlineProtocol", \
     "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "4"]
