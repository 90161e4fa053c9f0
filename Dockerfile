# The portal in two stages: build with the SDK, run with the ASP.NET runtime as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props Portal.sln ./
COPY .config .config
COPY src src
COPY wwwroot wwwroot
COPY appsettings.json ./
RUN dotnet publish src/Portal.Web -c Release -o /app/portal \
 && dotnet publish src/Portal.Cli -c Release -o /app/cli

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# libpcap serves live capture; curl serves the health check.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpcap0.8 curl \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir /data \
 && chown "$APP_UID" /data
COPY --from=build /app/portal /app/portal
COPY --from=build /app/cli /app/cli
RUN ln -s /app/cli/portal /usr/local/bin/portal
ENV Portal__DataDirectory=/data \
    ASPNETCORE_URLS=http://+:5080
VOLUME /data
EXPOSE 5080
USER $APP_UID
WORKDIR /app/portal
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD curl -fsS http://localhost:5080/health || exit 1
ENTRYPOINT ["./Portal.Web"]
