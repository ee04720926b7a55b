"""The shop, the app on it, webhooks, uploads and bulk operations."""

from __future__ import annotations

import json

import pytest

from .shopify_merchant import Merchant


@pytest.fixture
def merchant(remote):
    return Merchant.of_a_new_shop(remote)


def test_the_shop_its_plan_and_what_the_app_may_do(remote):
    merchant = Merchant(remote)
    answer = merchant.ask(
        """{ shop {
               id name myshopifyDomain currencyCode enabledPresentmentCurrencies
               ianaTimezone weightUnit taxesIncluded
               plan { publicDisplayName shopifyPlus } primaryDomain { url }
             }
             currentAppInstallation { id accessScopes { handle } }
             publicApiVersions { handle supported } }"""
    )["data"]
    assert answer["shop"]["myshopifyDomain"] == "motor-parts.myshopify.com"
    scopes = {s["handle"] for s in answer["currentAppInstallation"]["accessScopes"]}
    assert {"write_products", "read_products", "read_all_orders"} <= scopes
    assert {"handle": "2026-07", "supported": True} in answer["publicApiVersions"]


@pytest.mark.parametrize("version", ["2026-04", "2026-07", "2026-10"])
def test_every_version_answers_by_its_own_schema(remote, version):
    merchant = Merchant.of_a_new_shop(remote, version=version)
    product = merchant.product()
    found = merchant.read("{ products(first: 5) { nodes { id } } }")
    assert found["nodes"] == [{"id": product["id"]}]


SUBSCRIBE = """mutation Subscribe($topic: WebhookSubscriptionTopic!,
                    $row: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $row) {
    webhookSubscription {
      id topic uri format includeFields filter apiVersion { handle }
    }
    userErrors { field message }
  }
}"""


def test_webhooks_are_subscribed_listed_changed_and_deleted(merchant):
    row = {
        "uri": "https://odoo.example/shopify/webhook/1",
        "includeFields": ["id", "updated_at"],
        "metafieldNamespaces": ["odoo"],
    }
    made = merchant.do(SUBSCRIBE, topic="ORDERS_UPDATED", row=row)
    made = made["webhookSubscription"]
    assert made["apiVersion"] == {"handle": "2026-07"}
    taken = merchant.refused(SUBSCRIBE, topic="ORDERS_UPDATED", row=row)
    assert "already been taken" in taken[0]["message"]
    listed = merchant.read(
        """query List($first: Int!, $after: String) {
             webhookSubscriptions(first: $first, after: $after) {
               pageInfo { hasNextPage endCursor } nodes { id topic uri format }
             }
           }""",
        first=50,
    )["nodes"]
    assert [node["id"] for node in listed] == [made["id"]]
    changed = merchant.do(
        """mutation Change($id: ID!, $row: WebhookSubscriptionInput!) {
             webhookSubscriptionUpdate(id: $id, webhookSubscription: $row) {
               webhookSubscription { uri } userErrors { field message }
             }
           }""",
        id=made["id"],
        row={"uri": "https://odoo.example/shopify/webhook/2"},
    )["webhookSubscription"]
    assert changed["uri"].endswith("/2")
    merchant.do(
        """mutation Gone($id: ID!) { webhookSubscriptionDelete(id: $id) {
             deletedWebhookSubscriptionId userErrors { message }
           } }""",
        id=made["id"],
    )


# -- bulk operations --------------------------------------------------------
RUN_QUERY = """mutation Run($query: String!, $grouped: Boolean = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $grouped) {
    bulkOperation { id status } userErrors { code field message }
  }
}"""
STATUS = """query Status($id: ID!) { bulkOperation(id: $id) {
  id status errorCode objectCount rootObjectCount fileSize url partialDataUrl type
} }"""
TOO_DEEP = """{ products { edges { node { id collections { edges { node {
  id products { edges { node { id variants { edges { node { id } } } } } }
} } } } } } }"""
NO_NODES = """{ products { edges { node {
  id resourcePublications { edges { node { isPublished } } }
} } } }"""
EXPORT = """{ products { edges { node {
  id title variants { edges { node { id sku inventoryItem { id } } } }
} } } }"""


def finished(merchant, operation_id):
    merchant.remote.advance(30)
    return merchant.read(STATUS, id=operation_id)


def test_a_bulk_query_becomes_lines_that_name_their_parents(merchant):
    products = [merchant.product(f"P{n}-A", f"P{n}-B") for n in range(3)]
    started = merchant.do(RUN_QUERY, query=EXPORT)["bulkOperation"]
    assert started["status"] == "CREATED"
    done = finished(merchant, started["id"])
    assert (done["status"], done["type"]) == ("COMPLETED", "QUERY")
    assert (done["objectCount"], done["rootObjectCount"]) == ("9", "3")
    lines = [
        json.loads(line)
        for line in merchant.remote.session.get(done["url"]).text.splitlines()
    ]
    assert [line["id"] for line in lines if "__parentId" not in line] == [
        product["id"] for product in products
    ]
    children = [line for line in lines if "__parentId" in line]
    assert {line["__parentId"] for line in children} == {p["id"] for p in products}
    assert children[0]["sku"] == "P0-A"
    by_node = merchant.read(
        "query N($id: ID!) { node(id: $id) { ... on BulkOperation { status url } } }",
        id=started["id"],
    )
    assert by_node["status"] == "COMPLETED"


@pytest.mark.parametrize("grouped", [True, False])
def test_members_follow_their_parent_only_if_that_is_asked_for(merchant, grouped):
    for number in range(2):
        merchant.product(f"G{number}-A", f"G{number}-B")
    started = merchant.do(RUN_QUERY, query=EXPORT, grouped=grouped)["bulkOperation"]
    url = finished(merchant, started["id"])["url"]
    lines = merchant.remote.session.get(url).text.splitlines()
    roots = ["__parentId" not in json.loads(line) for line in lines]
    apart = [True, False, False, True, False, False]
    assert roots == (apart if grouped else sorted(apart, reverse=True))


def test_a_file_is_read_in_portions(merchant):
    merchant.product("P1")
    started = merchant.do(RUN_QUERY, query=EXPORT)["bulkOperation"]
    url, get = finished(merchant, started["id"])["url"], merchant.remote.session.get
    whole = get(url).content
    part = get(url, headers={"Range": "bytes=5-9"})
    assert (part.status_code, part.content) == (206, whole[5:10])
    assert part.headers["Content-Range"] == f"bytes 5-9/{len(whole)}"
    assert get(url, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416


def test_a_bulk_query_that_fetches_nothing_has_no_file(merchant):
    started = merchant.do(RUN_QUERY, query=EXPORT)["bulkOperation"]
    done = finished(merchant, started["id"])
    assert (done["status"], done["url"], done["objectCount"]) == (
        "COMPLETED",
        None,
        "0",
    )


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("{ shop { name } }", "at least one connection"),
        ("{ products { edges { node { nope } } } }", "doesn't exist"),
        (TOO_DEEP, "nesting depth"),
        (NO_NODES, "implement Node"),
    ],
)
def test_a_bulk_query_of_the_wrong_shape_is_refused(merchant, query, why):
    errors = merchant.refused(RUN_QUERY, query=query)
    assert why in errors[0]["message"]


def test_five_bulk_operations_run_at_once_and_not_a_sixth(merchant):
    for _ in range(5):
        merchant.do(RUN_QUERY, query=EXPORT)
    assert merchant.refused(RUN_QUERY, query=EXPORT)[0]["code"] == "LIMIT_REACHED"


UPLOAD = """mutation Upload($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) {
    stagedTargets { url resourceUrl parameters { name value } }
    userErrors { field message }
  }
}"""
RUN_MUTATION = """mutation Run($mutation: String!, $path: String!, $cid: String) {
  bulkOperationRunMutation(
    mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $cid
  ) { bulkOperation { id status } userErrors { code field message } }
}"""
EACH = """mutation call($input: ProductSetInput!) { productSet(input: $input) {
  product { id } userErrors { message field } } }"""


def upload(merchant, lines) -> str:
    target = merchant.do(
        UPLOAD,
        input=[
            {
                "resource": "BULK_MUTATION_VARIABLES",
                "filename": "vars.jsonl",
                "mimeType": "text/jsonl",
                "httpMethod": "POST",
            }
        ],
    )["stagedTargets"][0]
    fields = {each["name"]: each["value"] for each in target["parameters"]}
    content = "\n".join(json.dumps(line) for line in lines)
    answer = merchant.remote.session.post(
        target["url"], data=fields, files={"file": ("vars.jsonl", content)}
    )
    assert answer.status_code == 201, answer.text
    return fields["key"]


def test_a_bulk_mutation_answers_line_by_line(merchant):
    path = upload(
        merchant,
        [{"input": {"title": "One"}}, {"input": {}}, {"input": {"nope": 1}}],
    )
    started = merchant.do(RUN_MUTATION, mutation=EACH, path=path, cid="odoo-1")
    done = finished(merchant, started["bulkOperation"]["id"])
    assert done["status"] == "COMPLETED"
    answers = [
        json.loads(line)
        for line in merchant.remote.session.get(done["url"]).text.splitlines()
    ]
    assert [answer["__lineNumber"] for answer in answers] == [0, 1, 2]
    assert answers[0]["data"]["productSet"]["product"]["id"]
    assert answers[1]["data"]["productSet"]["userErrors"][0]["message"]
    assert answers[2]["errors"][0]["extensions"]["code"] == "INVALID_VARIABLE"


def test_a_bulk_mutation_needs_its_file(merchant):
    errors = merchant.refused(RUN_MUTATION, mutation=EACH, path="tmp/nowhere.jsonl")
    assert errors[0]["code"] == "NO_SUCH_FILE"


def test_an_upload_without_the_signed_fields_is_turned_away(merchant):
    url = f"{merchant.remote.base_url}/shopify/{merchant.shop}/files/staged"
    answer = merchant.remote.session.post(
        url, data={"key": "tmp/1/x"}, files={"file": ("x", "y")}
    )
    assert answer.status_code == 403
