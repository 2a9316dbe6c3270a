"""Serves MiniStack on a Unix socket: python ministack-server.py <path of the socket>

Corrects what its version 1.5.33 does otherwise than AWS and what would make a right template fail, and adds two
types of resources that its CloudFormation doesn't know. With another version, see first what is still needed.
"""

import asyncio
import json
import os
import signal
import socket
import string
import sys

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app
from ministack.core import iam_actions
from ministack.services import eventbridge, secretsmanager
from ministack.services.cloudformation import provisioners


def correct_batch_actions():
    """Batches have no permission of their own: `sqs:SendMessage` allows SendMessageBatch too, and so on."""
    extract = iam_actions.extract_iam_action

    def corrected(service, *args, **kwargs):
        action = extract(service, *args, **kwargs)
        return action.removesuffix("Batch") if service == "sqs" and action else action

    iam_actions.extract_iam_action = corrected


def correct_parameter_paths():
    """GetParametersByPath is allowed by its path; MiniStack wants to have it allowed for everything."""
    extract = iam_actions.extract_resource_arn

    def corrected(service, method, path, headers, body, query_params, region, account_id, *args, **kwargs):
        arn = extract(service, method, path, headers, body, query_params, region, account_id, *args, **kwargs)
        if headers.get("x-amz-target") != "AmazonSSM.GetParametersByPath":
            return arn
        return f"arn:aws:ssm:{region}:{account_id}:parameter{json.loads(body)['Path']}"

    iam_actions.extract_resource_arn = corrected


def correct_secret_strings():
    """`GenerateSecretString` keeps punctuation out when it is told to, and API keys and Base64 need that."""
    generate = provisioners._sm_secret_string

    def corrected(properties):
        rules = dict(properties.get("GenerateSecretString") or {})
        if str(rules.get("ExcludePunctuation")).lower() == "true":
            rules["ExcludeCharacters"] = rules.get("ExcludeCharacters", "") + string.punctuation
        return generate({**properties, "GenerateSecretString": rules} if rules else properties)

    provisioners._sm_secret_string = corrected


def correct_secret_references():
    """`Ref` of a secret is its ARN, which policies need; MiniStack's is the name."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def name_of(arn):
        return next((name for name, secret in secretsmanager._secrets.items() if secret["ARN"] == arn), arn)

    def arn_first(made):
        return made[1]["Arn"], made[1]

    handlers["create"] = lambda *args, **kwargs: arn_first(create(*args, **kwargs))
    handlers["update"] = lambda arn, *args, **kwargs: arn_first(update(name_of(arn), *args, **kwargs))
    handlers["delete"] = lambda arn, *args, **kwargs: delete(name_of(arn), *args, **kwargs)


def correct_rule_tags():
    """Rules of partner event buses can have tags: the names of those buses have slashes, which MiniStack counts."""
    resolve = eventbridge._resolve_taggable_events_arn

    def corrected(arn):
        is_rule = any(rule["Arn"] == arn for rule in eventbridge._rules.values())
        return (arn, None) if is_rule else resolve(arn)

    eventbridge._resolve_taggable_events_arn = corrected


def correct_partner_events():
    """PutPartnerEvents puts events on the bus of the partner event source; MiniStack only says that it did."""

    def put_partner_events(data):
        entries = [{**entry, "EventBusName": entry["Source"]} for entry in data["Entries"]]
        return eventbridge._put_events({"Entries": entries}, allow_aws_source=True)

    eventbridge._put_partner_events = put_partner_events


def correct_host_names():
    """Names below `localhost` are this machine, as RFC 6761 has it; MiniStack gives them to APIs."""
    look_up = socket.getaddrinfo

    def corrected(host, *args, **kwargs):
        is_local = isinstance(host, str) and host.endswith(".localhost")
        return look_up("127.0.0.1" if is_local else host, *args, **kwargs)

    socket.getaddrinfo = corrected


def add_api_destinations():
    """Connections and API destinations: MiniStack has them, but not for templates."""
    handlers = provisioners._RESOURCE_HANDLERS

    def add(kind, create, delete):
        def provision(logical_id, properties, stack_name):
            name = provisioners._physical_name(stack_name, logical_id, max_len=64)
            status, _, body = create({**properties, "Name": name})
            answer = json.loads(body)
            if status >= 400:
                raise ValueError(answer["message"])
            return name, {"Arn": answer[f"{kind}Arn"]}

        def remove(name, properties):
            delete({"Name": name})

        handlers[f"AWS::Events::{kind}"] = {"create": provision, "delete": remove}

    add("Connection", eventbridge._create_connection, eventbridge._delete_connection)
    add("ApiDestination", eventbridge._create_api_destination, eventbridge._delete_api_destination)


correct_batch_actions()
correct_parameter_paths()
correct_secret_strings()
correct_secret_references()
correct_rule_tags()
correct_partner_events()
correct_host_names()
add_api_destinations()


async def until_orphaned():
    """Whoever started this may end without a chance to end it."""
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(1)


config = Config()
config.bind = [f"unix:{sys.argv[1]}"]
config.keep_alive_timeout = 75
asyncio.run(serve(app, config, shutdown_trigger=until_orphaned))
if os.getpgrp() == os.getpid():
    # The processes of the Lambda functions too.
    os.killpg(os.getpgrp(), signal.SIGKILL)
