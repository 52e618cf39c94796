# dotnet publish -c Release silo/DefectOrleans.Silo -o artifacts/silo
# docker build -t defects-silo -f k8s/images/silo.Dockerfile artifacts/silo
#
# Where no base image can be pulled, the tests start artifacts/silo as it goes in here and ask its probes.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY . .
USER $APP_UID
EXPOSE 8080 11111 30000
ENTRYPOINT ["dotnet", "DefectOrleans.Silo.dll"]
