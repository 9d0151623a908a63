# The web app, which also passes REST and sockets on to the API. Build from the repository's root:
#   docker build -f infra/docker/web.Dockerfile -t cashbeat-web .
FROM node:22-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 NX_DAEMON=false
COPY package.json package-lock.json .npmrc nx.json tsconfig.base.json ./
COPY apps/web/package.json apps/web/package.json
COPY apps/web-e2e/package.json apps/web-e2e/package.json
COPY libs/shared-types/package.json libs/shared-types/package.json
COPY libs/ui/package.json libs/ui/package.json
COPY libs/utils/package.json libs/utils/package.json
RUN npm ci
COPY libs libs
COPY apps/web apps/web
RUN npx nx run web:build --exclude-task-dependencies

FROM node:22-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 \
    PORT=3000 HOSTNAME=0.0.0.0 CASHBEAT_API_ORIGIN=http://api:8000
COPY --from=build --chown=node:node /app/apps/web/.next/standalone ./
USER node
EXPOSE 3000
CMD ["node", "apps/web/serve.mjs"]
