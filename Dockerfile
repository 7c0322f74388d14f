# One image for both roles: PUENTE_ROLE=web takes webhooks, PUENTE_ROLE=worker does the work.

FROM node:26-slim AS builder
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional packages bring a Node; the image has its own.
RUN npm ci --omit=optional
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN node scripts/run.mjs build
RUN npm prune --omit=dev --omit=optional

FROM node:26-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=builder /app/package.json ./
COPY --from=builder /app/node_modules ./node_modules
COPY --from=builder /app/dist ./dist
COPY flows ./flows
COPY locales ./locales
# PUENTE_HOME: only small files of this process; facts are in MongoDB.
RUN mkdir .puente && chown node:node .puente
USER node
ENV PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process and gets SIGTERM itself.
CMD ["node", "dist/src/main.js"]
