# dotnet publish -c Release client/DefectOrleans.Gateway -o artifacts/gateway
# docker build -t defects-gateway -f k8s/images/gateway.Dockerfile artifacts/gateway
#
# Where no base image can be pulled, the tests start artifacts/gateway as it goes in here and ask its probes.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY . .
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["dotnet", "DefectOrleans.Gateway.dll"]
